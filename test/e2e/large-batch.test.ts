import { expect, test } from 'vitest';
import { MOST_GROWTH, runLargeBatch } from '../large-batch/run-large-batch.ts';

test('rows of a file go through an executor one piece after the other, and memory stays flat', async () => {
  const { rows, faulty, growth } = await runLargeBatch(48 * 1024 * 1024, () => {});
  expect(rows).toBeGreaterThan(20_000);
  expect(faulty).toBeGreaterThan(0);
  expect(growth).toBeLessThan(MOST_GROWTH);
}, 300_000);
