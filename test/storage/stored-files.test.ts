import { expect, test, vi } from 'vitest';
import type { FileInput } from '../../src/executors/index.ts';
import { MemoryFileStore, StoredFiles } from '../../src/storage/index.ts';

test('the same bytes are kept once, under the name and type that they came with', async () => {
  const files = new StoredFiles(new MemoryFileStore());
  const one = await files.keep(new File(['abc'], 'a.txt', { type: 'text/plain' }));
  const two = await files.keep({ content: 'abc', filename: 'b.bin' });
  expect(one).toMatchObject({ kind: 'file', name: 'a.txt', type: 'text/plain', size: 3 });
  expect(two).toMatchObject({ name: 'b.bin', sha256: one.sha256 });
  expect(await (await files.open(one)).text()).toBe('abc');
});

test('a file that a run uses again counts as used', async () => {
  const store = new MemoryFileStore();
  const files = new StoredFiles(store);
  const kept = await files.keep('data:text/plain,abc');
  const hold = vi.spyOn(store, 'hold');
  expect(await files.keep(kept)).toEqual(kept);
  expect(hold).toHaveBeenCalledOnce();
});

test.each<[string, unknown, string]>([
  ['a reference without the hash of its bytes', { kind: 'file', id: 'a' }, 'file_invalid'],
  ['a reference to what is gone', { kind: 'file', id: 'a', name: 'a', sha256: 'a' }, 'file_not_found'],
  ['a text that is no id', 'nothing', 'file_not_found'],
  ['a map that is no file', { name: 'a' }, 'file_invalid'],
  ['a data: URL of broken base64', 'data:text/plain;base64,%%%', 'file_invalid'],
])('%s is told', async (_, file, code) => {
  const files = new StoredFiles(new MemoryFileStore());
  await expect(files.keep(file as FileInput)).rejects.toMatchObject({ code });
});
