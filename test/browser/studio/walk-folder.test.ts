import { afterEach, expect, test } from 'vitest';
import { walkFolder } from '../../../src/studio/models/walk-folder.ts';

/** A folder of Chromium's own sandboxed file system: the same interface as a dropped one, and a hundred entries at a time. */
declare global {
  interface Window {
    webkitRequestFileSystem(
      type: number,
      size: number,
      done: (system: FileSystem) => void,
      failed: (error: DOMException) => void,
    ): void;
  }
}

const rootFolder = (): Promise<FileSystemDirectoryEntry> =>
  new Promise((resolve, reject) =>
    window.webkitRequestFileSystem(0, 1_000_000, ({ root }) => resolve(root), reject),
  );

const folderIn = (parent: FileSystemDirectoryEntry, name: string): Promise<FileSystemDirectoryEntry> =>
  new Promise((resolve, reject) =>
    parent.getDirectory(
      name,
      { create: true },
      (entry) => resolve(entry as FileSystemDirectoryEntry),
      reject,
    ),
  );

const fileIn = (parent: FileSystemDirectoryEntry, name: string): Promise<unknown> =>
  new Promise((resolve, reject) => parent.getFile(name, { create: true }, resolve, reject));

const removed = (folder: FileSystemDirectoryEntry): Promise<void> =>
  new Promise((resolve, reject) =>
    (
      folder as FileSystemDirectoryEntry & {
        removeRecursively(done: () => void, failed: (e: unknown) => void): void;
      }
    ).removeRecursively(resolve, reject),
  );

const { signal } = new AbortController();

afterEach(async () => removed(await folderIn(await rootFolder(), 'mine__mini')));

test('all files are found, also where a folder has more than comes at once', async () => {
  const folder = await folderIn(await rootFolder(), 'mine__mini');
  const names = Array.from({ length: 250 }, (_, place) => `f${place}.json`);
  for (const name of names) await fileIn(folder, name);
  const deep = await folderIn(await folderIn(folder, 'onnx'), 'parts');
  await fileIn(deep, 'model.onnx_data');
  await fileIn(await folderIn(folder, '.git'), 'HEAD');
  const told: number[] = [];
  const files = await walkFolder(folder, { signal, onFound: (count) => told.push(count) });
  expect(files.map(({ path }) => path).sort()).toEqual(
    [...names.map((name) => `mine__mini/${name}`), 'mine__mini/onnx/parts/model.onnx_data'].sort(),
  );
  expect(files.every(({ file }) => file instanceof File)).toBe(true);
  expect(told).toEqual([250, 250, 251]);
});

test('it is stopped where it is', async () => {
  const folder = await folderIn(await rootFolder(), 'mine__mini');
  await fileIn(folder, 'config.json');
  await fileIn(await folderIn(folder, 'onnx'), 'model.onnx');
  const stop = new AbortController();
  const reason = new Error('stopped');
  const told: number[] = [];
  const onFound = (count: number): void => {
    told.push(count);
    stop.abort(reason);
  };
  await expect(walkFolder(folder, { signal: stop.signal, onFound })).rejects.toBe(reason);
  expect(told).toEqual([1]);
});

test('a folder that is gone meanwhile is told by its name, with a way out', async () => {
  const folder = await folderIn(await rootFolder(), 'mine__mini');
  await removed(folder);
  await expect(walkFolder(folder, { signal })).rejects.toMatchObject({
    code: 'model_invalid',
    message: 'mine__mini cannot be read.',
    hint: expect.stringContaining('drop the folder again'),
  });
});
