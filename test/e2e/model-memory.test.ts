import { expect, test } from 'vitest';
import { MOST_LEFT, measureModelMemory } from '../model-memory/measure-model-memory.ts';

test('two seconds after a model is unloaded the page has its memory back', async () => {
  const { before, after, loaded } = await measureModelMemory(2, () => {});
  expect(loaded - before).toBeGreaterThan(MOST_LEFT);
  for (const left of after) expect(left - before).toBeLessThan(MOST_LEFT);
}, 240_000);
