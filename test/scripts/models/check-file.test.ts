import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkFile, digestFile, WrongHash } from '../../../scripts/models/check-file.ts';
import { chunkSize } from '../../../scripts/models/model-lock.ts';
import { lockFile } from '../support/sample-model.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test.each([0, 5, chunkSize, chunkSize + 1, 2 * chunkSize, 2 * chunkSize + 7])(
  'a file of %i bytes is hashed as a whole and in pieces of 8 MiB',
  async (size) => {
    const bytes = Buffer.alloc(size, 'not a divisor of 8 MiB.');
    const path = join(await temporaryFolder(), 'file');
    await writeFile(path, bytes);
    const { path: _, ...expected } = lockFile('file', bytes);
    expect(await digestFile(path)).toEqual(expected);
  },
);

test('the wrong piece of a file is named, with both hashes', async () => {
  const right = Buffer.alloc(3 * chunkSize, 1);
  const wrong = Buffer.from(right);
  wrong[chunkSize + 5] = 2;
  const path = join(await temporaryFolder(), 'model.onnx');
  await writeFile(path, wrong);
  const locked = lockFile('model.onnx', right);

  await checkFile(path, lockFile('model.onnx', wrong), 'model.onnx');
  const failure = await checkFile(path, locked, 'model.onnx from npm').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WrongHash);
  expect(String(failure)).toContain('model.onnx from npm');
  expect(String(failure)).toContain(locked.sha256);
  expect(String(failure)).toContain((await digestFile(path)).sha256);
  expect(String(failure)).toContain('number 2 of 3');
});
