import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MIGRATIONS } from '../../../src/storage/database/migrations.ts';
import { closeDatabase, DATABASE_NAME, openDatabase } from '../../../src/storage/database/open-database.ts';
import { IndexedDbFileStore } from '../../../src/storage/files/indexed-db-file-store.ts';
import { sweepFiles } from '../../../src/storage/files/sweep-files.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Connections of other tabs, as these tests stand in for them. */
const others: IDBPDatabase[] = [];

beforeEach(async () => {
  await closeDatabase();
  await deleteDB(DATABASE_NAME);
});

afterEach(async () => {
  for (const other of others.splice(0)) other.close();
  await closeDatabase();
  await deleteDB(DATABASE_NAME);
});

/** Opens the database as the page of that version did. It stays open whatever happens. */
async function openAsVersion(version: number): Promise<IDBPDatabase> {
  const database = await openDB(DATABASE_NAME, version, {
    async upgrade(its, from, _to, transaction) {
      for (const migrate of MIGRATIONS.slice(from, version))
        await migrate(its as never, transaction as never);
    },
  });
  others.push(database);
  return database;
}

const inPieces = async (database: IDBPDatabase): Promise<void> => {
  await database.put('files', { sha256: 'abc', size: 9, chunks: 1, usedAt: Date.now() });
  await database.put('chunks', { sha256: 'abc', index: 0, content: new Blob(['old bytes']) });
};

/** What the page of each version left behind, and what has to be there afterwards. */
const LEFT_BEHIND: readonly { version: number; fill: (database: IDBPDatabase) => Promise<void> }[] = [
  {
    version: 1,
    fill: async (database) => {
      await database.put('files', { sha256: 'abc', content: new Blob(['old bytes']), usedAt: Date.now() });
    },
  },
  { version: 2, fill: inPieces },
  { version: 3, fill: inPieces },
  { version: 4, fill: inPieces },
];

test.each(LEFT_BEHIND)(
  'a database of version $version is brought up to date, and nothing is lost',
  async ({ version, fill }) => {
    const old = await openAsVersion(version);
    await fill(old);
    old.close();
    const database = await openDatabase();
    expect(database.version).toBe(MIGRATIONS.length);
    const migrated = shapeOf(database);
    expect(await (await new IndexedDbFileStore().get('abc', 'a.txt'))?.text()).toBe('old bytes');
    await closeDatabase();
    await deleteDB(DATABASE_NAME);
    expect(migrated).toEqual(shapeOf(await openDatabase()));
  },
);

test('every version before the newest is tried', () => {
  expect(LEFT_BEHIND.map(({ version }) => version)).toEqual(MIGRATIONS.slice(1).map((_, place) => place + 1));
});

function shapeOf(
  database: Pick<IDBPDatabase, 'transaction'> | Awaited<ReturnType<typeof openDatabase>>,
): unknown {
  const { objectStoreNames } = database as IDBPDatabase;
  return [...objectStoreNames].map((name) => {
    const store = (database as IDBPDatabase).transaction(name).store;
    const indexes = [...store.indexNames].map((index) => [
      index,
      store.index(index).keyPath,
      store.index(index).unique,
    ]);
    return { name, keyPath: store.keyPath, indexes };
  });
}

test('an old tab that does not let go is named, and the data is there when it is closed', async () => {
  const old = await openAsVersion(1);
  await old.put('files', { sha256: 'abc', content: new Blob(['old bytes']), usedAt: Date.now() });
  await expect(openDatabase()).rejects.toMatchObject({ code: 'storage_blocked' });
  old.close();
  expect(await (await new IndexedDbFileStore().get('abc', 'a.txt'))?.text()).toBe('old bytes');
});

test('a newer page is let through, and this one is told to reload', async () => {
  await openDatabase();
  others.push(await openDB(DATABASE_NAME, MIGRATIONS.length + 1));
  await expect(openDatabase()).rejects.toMatchObject({
    code: 'storage_blocked',
    hint: expect.stringContaining('Reload the page'),
  });
});

test('two tabs write to the same database', async () => {
  const store = new IndexedDbFileStore();
  const { sha256 } = await store.put(new Blob(['1']));
  const other = await openAsVersion(MIGRATIONS.length);
  await other.put('files', { sha256: 'two', size: 1, chunks: 1, usedAt: Date.now() });
  await other.put('chunks', { sha256: 'two', index: 0, content: new Blob(['2']) });
  expect(await (await store.get('two', 'b'))?.text()).toBe('2');
  expect(await (await store.get(sha256, 'a'))?.text()).toBe('1');
});

test('bytes that nobody has used for a day go, but for those that a run needs', async () => {
  const store = new IndexedDbFileStore();
  const hashes: string[] = [];
  for (const [index, holder] of HOLDERS.entries()) {
    hashes.push((await store.put(new Blob([`file ${index}`]), holder)).sha256);
  }
  const database = await openDatabase();
  await database.put('runs', { executionId: 'there', startedAt: 0 } as never);
  await database.put('outputs', { key: 'there', outputs: {}, usedAt: 0 });
  for (const sha256 of hashes.slice(1)) {
    await database.put('files', { sha256, size: 6, chunks: 1, usedAt: Date.now() - 2 * DAY });
  }
  await sweepFiles();
  const left = await Promise.all(hashes.map(async (sha256) => (await store.get(sha256, ''))?.text()));
  expect(left).toEqual([
    'file 0',
    undefined,
    'file 2',
    undefined,
    'file 4',
    undefined,
    'file 6',
    undefined,
    undefined,
  ]);
  expect(await database.count('chunks')).toBe(4);
  expect(await database.count('holds')).toBe(3);
});

/** The first is new; the runs, outputs and paths called "gone" are not there any more. */
const HOLDERS = [
  undefined,
  undefined,
  'run/there',
  'run/gone',
  'work/there',
  'work/gone',
  'cache/there',
  'path/gone',
  'import/cut off',
] as const;
