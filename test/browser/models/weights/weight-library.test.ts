import { expect, test } from 'vitest';
import { FlowError } from '../../../../src/errors/index.ts';
import type { Progress } from '../../../../src/executors/index.ts';
import { MemoryWeightStore } from '../../../../src/models/weights/memory-weight-store.ts';
import { PIECE_BYTES } from '../../../../src/models/weights/weight-store.ts';
import { IndexedDbWeightStore } from '../../../../src/storage/models/indexed-db-weight-store.ts';
import { freshDatabase } from '../../storage/fresh-database.ts';
import { askedFor, fileOf, hashOf, libraryAt, MEGABYTE, modelOf } from './downloads.ts';

/** Real downloads from a real server into a real database. */
const SIZE = 20 * MEGABYTE;
const store = new IndexedDbWeightStore();

freshDatabase();

test('each file is asked for once, on the first visit alone, and its bytes are counted upwards', async () => {
  const modes = `size=${SIZE}`;
  const file = await fileOf(SIZE, 'pieces');
  const other = { ...file, path: 'other.bin' };
  const model = modelOf('test/once', [file, other]);
  const progress: Progress[] = [];
  const files = await libraryAt(modes, store).bring(model, { onProgress: (each) => progress.push(each) });
  expect(await hashOf(files.get('weights.bin'))).toBe(file.sha256);
  expect([...(await askedFor(modes))].sort()).toEqual([
    'test/once/other.bin all',
    'test/once/weights.bin all',
  ]);
  const loaded = progress.filter(({ phase }) => phase === 'download').map((each) => each.loaded ?? 0);
  expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
  expect(loaded.at(-1)).toBe(2 * SIZE);
  const again = await libraryAt(modes, store).bring(model);
  expect(await hashOf(again.get('other.bin'))).toBe(file.sha256);
  expect(await askedFor(modes)).toEqual([]);
});

test.each(['pieces', 'whole'] as const)(
  'a download that is cut ten times is taken up where it broke (known by its %s)',
  async (knownBy) => {
    const modes = `size=${SIZE},cut=${2 * MEGABYTE},cuts=10`;
    const file = await fileOf(SIZE, knownBy);
    const files = await libraryAt(modes, store).bring(modelOf(`test/cut-${knownBy}`, [file]));
    expect(await hashOf(files.get('weights.bin'))).toBe(file.sha256);
    const asked = await askedFor(modes);
    expect(asked).toHaveLength(11);
    // What was sent just before a connection breaks may not arrive: the first cut can leave nothing.
    const begins = asked.map((line) => Number(/bytes=(\d+)-/.exec(line)?.[1] ?? 0));
    expect(begins).toEqual([...begins].sort((a, b) => a - b));
    expect(new Set(begins).size).toBeGreaterThan(5);
  },
);

test('one flipped byte costs one piece', async () => {
  const modes = `size=${SIZE},flip=${PIECE_BYTES + 5}`;
  const file = await fileOf(SIZE, 'pieces');
  const files = await libraryAt(modes, store).bring(modelOf('test/flip', [file]));
  expect(await hashOf(files.get('weights.bin'))).toBe(file.sha256);
  expect(await askedFor(modes)).toEqual([
    'test/flip/weights.bin all',
    `test/flip/weights.bin bytes=${PIECE_BYTES}-${2 * PIECE_BYTES - 1}`,
  ]);
});

test('bytes that are wrong each time are told, and what was right is kept', async () => {
  const modes = `size=${SIZE},always-flip=5`;
  const file = await fileOf(SIZE, 'pieces');
  const model = modelOf('test/wrong', [file]);
  await expect(libraryAt(modes, store).bring(model)).rejects.toMatchObject({
    code: 'weights_damaged',
    hint: expect.any(String),
  });
  expect((await store.pieces('test/wrong', 'weights.bin')).map(({ index }) => index)).toEqual([1, 2]);
  await askedFor(`size=${SIZE}`);
  const files = await libraryAt(`size=${SIZE}`, store).bring(model);
  expect(await hashOf(files.get('weights.bin'))).toBe(file.sha256);
  expect(await askedFor(`size=${SIZE}`)).toEqual([`test/wrong/weights.bin bytes=0-${PIECE_BYTES - 1}`]);
});

test('a whole of which no pieces are known is fetched again, and then told', async () => {
  const modes = `size=${SIZE},always-flip=7`;
  const file = await fileOf(SIZE, 'whole');
  await expect(libraryAt(modes, store).bring(modelOf('test/whole', [file]))).rejects.toMatchObject({
    code: 'weights_damaged',
  });
  expect(await askedFor(modes)).toHaveLength(2);
  expect(await store.pieces('test/whole', 'weights.bin')).toEqual([]);
});

test.each(['no-ranges', 'no-length', 'no-ranges,no-length'])('a server with %s serves', async (fault) => {
  const modes = `size=${SIZE},cut=${15 * MEGABYTE},cuts=1,${fault}`;
  const file = await fileOf(SIZE, 'pieces');
  const files = await libraryAt(modes, store).bring(modelOf('test/plain', [file]));
  expect(await hashOf(files.get('weights.bin'))).toBe(file.sha256);
});

test.each([
  ['status=404', 'download_failed', '404'],
  ['status=500', 'download_failed', 'the server answered 500'],
  [`short=${5 * MEGABYTE}`, 'weights_damaged', 'shorter'],
])('%s is told as %s', async (modes, code, message) => {
  const model = modelOf('test/none', [await fileOf(SIZE, 'pieces')]);
  await expect(libraryAt(modes, store).bring(model)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
    hint: expect.any(String),
  });
  // The next good call succeeds in the same page.
  const files = await libraryAt(`size=${SIZE}`, store).bring(model);
  expect(files.get('weights.bin')?.size).toBe(SIZE);
});

test('two callers share a download; it ends when both have left, and what came is kept', async () => {
  const modes = `size=${SIZE},slow=20`;
  const model = modelOf('test/shared', [await fileOf(SIZE, 'pieces')]);
  const library = libraryAt(modes, store);
  const [first, second] = [new AbortController(), new AbortController()];
  const seen = new Promise<void>((resolve) => {
    library
      .bring(model, {
        signal: first.signal,
        onProgress: ({ loaded = 0 }) => {
          if (loaded > 10 * MEGABYTE) resolve();
        },
      })
      .catch(() => {});
  });
  const other = library.bring(model, { signal: second.signal });
  await seen;
  first.abort(new FlowError('cancelled', 'enough'));
  second.abort(new FlowError('cancelled', 'enough'));
  await expect(other).rejects.toMatchObject({ code: 'cancelled' });
  expect(await askedFor(modes)).toEqual(['test/shared/weights.bin all']);
  expect((await store.pieces('test/shared', 'weights.bin')).length).toBeGreaterThan(0);
  const files = await library.bring(model);
  expect(files.get('weights.bin')?.size).toBe(SIZE);
  expect(await askedFor(modes)).toEqual([expect.stringMatching(/bytes=8388608-/)]);
});

test('a piece that is gone is fetched again by itself', async () => {
  const file = await fileOf(SIZE, 'pieces');
  const model = modelOf('test/gone', [file]);
  await libraryAt(`size=${SIZE}`, store).bring(model);
  await askedFor(`size=${SIZE}`);
  await store.discard('test/gone', 'weights.bin', 1);
  const files = await libraryAt(`size=${SIZE}`, store).bring(model);
  expect(await hashOf(files.get('weights.bin'))).toBe(file.sha256);
  expect(await askedFor(`size=${SIZE}`)).toEqual([
    `test/gone/weights.bin bytes=${PIECE_BYTES}-${2 * PIECE_BYTES - 1}`,
  ]);
});

test('where there is no room to keep weights they last as long as the page', async () => {
  class FullStore extends MemoryWeightStore {
    override async keep(): Promise<void> {
      throw new FlowError('storage_full', 'The browser has no more room for this site.');
    }
  }
  const modes = `size=${SIZE}`;
  const file = await fileOf(SIZE, 'pieces');
  const library = libraryAt(modes, new FullStore());
  const files = await library.bring(modelOf('test/full', [file]));
  expect(await hashOf(files.get('weights.bin'))).toBe(file.sha256);
});
