import { expect, test } from 'vitest';
import { measureModelMemory } from '../model-memory/measure-model-memory.ts';
import { type ModelWork, SENTENCE, SPEECH } from '../model-memory/model-work.ts';

test.for<[string, ModelWork]>([
  ['a text', SENTENCE],
  ['speech', SPEECH],
])(
  'two seconds after a model for %s is unloaded the page has its memory back, and its threads are gone',
  { timeout: 240_000 },
  async ([, work]) => {
    const report = await measureModelMemory(work, 2, () => {});
    // With one thread there would be nobody who waits.
    expect(report.threads).toBeGreaterThan(1);
    expect(report.threadsSeen).toBe(report.threads - 1);
    expect(report.threadsLeft).toBe(0);
    expect(report.complaints).toEqual([]);
    expect(report.loaded - report.before).toBeGreaterThan(work.mostLeft);
    for (const left of report.after) expect(left - report.before).toBeLessThan(work.mostLeft);
  },
);
