import { expect, test } from 'vitest';
import { isPath } from '../../src/storage/files/check-path.ts';
import { MemoryFileStore, StoredFiles } from '../../src/storage/index.ts';

test.each([
  'runs/r1/a',
  'runs/r1/page 1.png',
  'runs/r1/sub/ünï.txt',
  'runs/r1/..a',
  'runs/r1/a:b',
  'runs/r1/%2e%2e/a',
])('%j is a path', async (path) => {
  const files = new StoredFiles(new MemoryFileStore()).ofRun('r1');
  await files.write(path, new Blob(['x']));
  expect(await files.find(path)).toMatchObject({ size: 1 });
});

test.each([
  '',
  '/',
  '/runs/r1/a',
  'runs/r1/',
  'runs/r1/../r2/a',
  '../a',
  'runs/r1/./a',
  'runs/r1//a',
  'runs/r1/..',
  'runs\\r1\\a',
  'runs/r1/..\\..\\a',
  'C:/a',
  'C:\\a',
  'file:///etc/passwd',
  'https://example.org/a',
  'runs/r1/a\0b',
  'runs/r1/a\nb',
  'runs/r1/ /a',
  `runs/r1/${'a'.repeat(2000)}`,
])('%j is none', async (path) => {
  expect(isPath(path)).toBe(false);
  const files = new StoredFiles(new MemoryFileStore());
  for (const each of [files, files.ofRun('r1')]) {
    await expect(each.write(path, new Blob(['x']))).rejects.toMatchObject({ code: 'invalid_path' });
    await expect(each.remove(path)).rejects.toMatchObject({ code: 'invalid_path' });
    expect(await each.find(path)).toBeUndefined();
  }
});

test.each(['runs/r2/a', 'runs/r10/a', 'runs/r1', 'a', 'runs/R1/a'])(
  '%j is not in the folder of the run r1',
  async (path) => {
    const files = new StoredFiles(new MemoryFileStore()).ofRun('r1');
    await expect(files.write(path, new Blob(['x']))).rejects.toMatchObject({ code: 'invalid_path' });
    await expect(files.remove(path)).rejects.toMatchObject({ code: 'invalid_path' });
  },
);
