import { expect, test } from 'vitest';
import { MOST_GROWTH, passLargeFile } from '../large-file/pass-large-file.ts';

test('a file of 192 MB goes through hash and copy, and the memory of the page hardly grows', async () => {
  const { before, after } = await passLargeFile(192 * 1024 * 1024, () => {});
  expect(after - before).toBeLessThan(MOST_GROWTH);
}, 240_000);
