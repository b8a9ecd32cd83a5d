import { expect, test } from 'vitest';
import { IndexedDbStepCache } from '../../../src/storage/cache/indexed-db-step-cache.ts';
import { closeDatabase, openDatabase } from '../../../src/storage/database/open-database.ts';
import { IndexedDbFileStore } from '../../../src/storage/files/indexed-db-file-store.ts';
import { StoredFiles } from '../../../src/storage/files/stored-files.ts';
import { freshDatabase } from './fresh-database.ts';

freshDatabase();

let time = 1_000_000;
const cache = new IndexedDbStepCache(() => time);
const files = new StoredFiles(new IndexedDbFileStore());

test('outputs are there again on another connection, typed arrays and dates as they were', async () => {
  const outputs = { vector: new Float32Array([1, 2]), at: new Date(5), list: [{ a: 1 }] };
  await cache.set('k', outputs, undefined);
  await closeDatabase();
  expect(await new IndexedDbStepCache().get('k')).toEqual(outputs);
  expect(await cache.get('other')).toBeUndefined();
});

test('they are forgotten when their time is over', async () => {
  await cache.set('k', { a: 1 }, 10);
  time += 9_999;
  expect(await cache.get('k')).toEqual({ a: 1 });
  time += 1;
  expect(await cache.get('k')).toBeUndefined();
  expect(await (await openDatabase()).count('outputs')).toBe(0);
});

test('files among them stay as long as they do, and not longer', async () => {
  const file = await files.keep(new Blob(['picture']), 'a', 'work/1');
  await cache.set('k', { file }, undefined);
  await files.release('work/1');
  expect(await (await files.open(file)).text()).toBe('picture');
  await cache.set('k', { file, more: 1 }, undefined);
  expect(await (await files.open(file)).text()).toBe('picture');
  await cache.set('k', { none: true }, undefined);
  await expect(files.open(file)).rejects.toMatchObject({ code: 'file_not_found' });
});

test('outputs whose file is gone are made again', async () => {
  const file = await files.keep(new Blob(['picture']), 'a');
  await cache.set('k', { file }, undefined);
  await (await openDatabase()).delete('files', file.sha256);
  expect(await cache.get('k')).toBeUndefined();
});

test('an entry that cannot be read is none, and a new one takes its place', async () => {
  const database = await openDatabase();
  await database.put('outputs', { key: 'k', outputs: 'nonsense', usedAt: 1 } as never);
  expect(await cache.get('k')).toBeUndefined();
  expect(await database.count('outputs')).toBe(0);
  await cache.set('k', { a: 1 }, undefined);
  expect(await cache.get('k')).toEqual({ a: 1 });
});

test('outputs that cannot be stored are no fault', async () => {
  await cache.set('k', { a: 1 }, undefined);
  await cache.set('k', { broken: () => {} }, undefined);
  expect(await cache.get('k')).toEqual({ a: 1 });
});

test('beyond a thousand those used longest ago go', async () => {
  const database = await openDatabase();
  const entries = database.transaction('outputs', 'readwrite');
  for (let entry = 0; entry < 1000; entry++) {
    await entries.store.put({ key: String(entry), outputs: { entry }, usedAt: time + entry });
  }
  await entries.done;
  time += 62_000;
  for (const key of ['0', '1']) expect(await cache.get(key)).toBeDefined();
  await cache.set('new', {}, undefined);
  expect(await database.count('outputs')).toBe(1000);
  for (const key of ['0', '1', 'new']) expect(await cache.get(key), key).toBeDefined();
  expect(await database.count('outputs', '2')).toBe(0);
});
