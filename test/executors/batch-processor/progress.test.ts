import { expect, test } from 'vitest';
import type { RunEvent } from '../../../src/engine/index.ts';
import { batchBench, jsonl, numbers } from './support.ts';

const work = { executor: 'worker', config: { value: '{{ item }}' } };

test('how far a list is, in items; what children tell of themselves is not shown', async () => {
  const bench = batchBench();
  await bench.run(work, numbers(30));
  const told = progressIn(bench.events);
  expect(told.at(0)).toMatchObject({ phase: 'run', loaded: 10, total: 30, unit: 'items' });
  expect(told.at(-1)).toMatchObject({ loaded: 30, total: 30 });
  expect(partialsIn(bench.events)).toEqual([
    { total_processed: 10, failed: 0, results: numbers(10).map((n) => ({ doubled: n * 2 })) },
  ]);
});

test('how far a file is: in items where they were counted before, else in bytes', async () => {
  const counted = batchBench();
  await counted.run(work, jsonl(numbers(30)));
  expect(progressIn(counted.events).at(-1)).toMatchObject({ loaded: 30, total: 30, unit: 'items' });
  const bench = batchBench();
  const file = jsonl(numbers(20));
  await bench.run({ ...work, results_to: 'jsonl' }, file);
  const [first] = progressIn(bench.events);
  expect(first).toMatchObject({ total: file.size, unit: 'bytes' });
  expect(first?.loaded).toBeGreaterThan(0);
  expect(first?.loaded).toBeLessThan(file.size);
});

test('of many results the first are shown while the work goes on', async () => {
  const bench = batchBench();
  await bench.run({ ...work, batch_size: 100 }, numbers(100));
  expect(partialsIn(bench.events)[0]?.['results']).toHaveLength(20);
});

test.each([true, false])('a cancellation ends it between items, in parallel: %s', async (parallel) => {
  const bench = batchBench();
  const controller = new AbortController();
  bench.worker.onCall = (value) => {
    if (value === 12) controller.abort();
  };
  const config = { ...work, batch_size: 5, parallel_processing: parallel };
  const { status } = await bench.run(config, numbers(1000), {}, controller.signal);
  expect(status).toBe('cancelled');
  expect(bench.worker.calls).toEqual(numbers(13));
});

test('a time-out ends it too', async () => {
  const bench = batchBench();
  const { error } = await bench.run({ executor: 'sleeper' }, [1], { timeout: 0.05 });
  expect(error).toMatchObject({ code: 'step_timeout' });
});

function progressIn(events: readonly RunEvent[]) {
  return events.flatMap((event) => (event.type === 'step_progress' ? [event.progress] : []));
}

function partialsIn(events: readonly RunEvent[]) {
  return events.flatMap((event) => (event.type === 'step_partial' ? [event.partial] : []));
}
