import { describe, expect, test } from 'vitest';
import { batchBench, jsonl, numbers } from './support.ts';

/** An item that fails once ends the first attempt; the next goes on after what was done. */
const work = { executor: 'worker', config: { value: '{{ item }}' }, on_item_error: 'fail' };
const again = { retry: { max_attempts: 3, delay: 0 } };

function failingOnce(...values: number[]) {
  const bench = batchBench();
  for (const value of values) bench.worker.fails.set(value, 1);
  return bench;
}

const timesOf = (calls: readonly number[], count: number): number[] =>
  numbers(count).map((value) => calls.filter((call) => call === value).length);

/** Once each, and those that failed twice. */
const onceBut = (count: number, ...twice: number[]): number[] =>
  numbers(count).map((value) => (twice.includes(value) ? 2 : 1));

describe.each([true, false])('another attempt, in parallel: %s', (parallel) => {
  const config = { ...work, batch_size: 4, parallel_processing: parallel };

  test('does no item again that was done, those of the batch that was not finished among them', async () => {
    const bench = failingOnce(9);
    const { outputs, step } = await bench.run(config, numbers(14), again);
    expect(outputs).toMatchObject({
      results: numbers(14).map((n) => ({ doubled: n * 2 })),
      total_processed: 14,
      failed: 0,
    });
    expect(timesOf(bench.worker.calls, 14)).toEqual(onceBut(14, 9));
    expect(step).toMatchObject({ attempts: 2, metadata: { resumed_items: 8, batches_processed: 4 } });
  });

  test('nor does a third', async () => {
    const bench = failingOnce(5, 9);
    const { step } = await bench.run(config, numbers(14), again);
    expect(timesOf(bench.worker.calls, 14)).toEqual(onceBut(14, 5, 9));
    expect(step?.attempts).toBe(3);
  });
});

test.each(['jsonl', 'json', 'csv'])(
  'a file of results is the same as without an end between: %s',
  async (format) => {
    // So many batches, and so much text, that parts of the file are closed before and after the ends.
    const rows = jsonl(numbers(2600).map((n) => ({ n, fill: 'x'.repeat(n % 5 === 0 ? 4000 : 10) })));
    const config = {
      ...work,
      config: { value: '{{ item.n }}' },
      result: '{{ {"n": item.n, "fill": item.fill} }}',
      results_to: format,
      batch_size: 2,
    };
    const whole = batchBench();
    const expected = await whole.run(config, rows);
    const bench = failingOnce(1, 1301, 2599);
    const { outputs, step } = await bench.run(config, rows, { retry: { max_attempts: 4, delay: 0 } });
    expect(step?.attempts).toBe(4);
    expect(await bench.textOf(outputs['results_file'])).toBe(
      await whole.textOf(expected.outputs['results_file']),
    );
    expect(outputs).toMatchObject({ total_processed: 2600, failed: 0 });
    expect(timesOf(bench.worker.calls, 2600)).toEqual(onceBut(2600, 1, 1301, 2599));
  },
);

test('errors that were kept are counted once, over all attempts', async () => {
  const bench = batchBench();
  bench.worker.fails.set(3, 100);
  // The first part of the file finds the disk full.
  bench.failWrite(1);
  const config = { executor: 'worker', config: { value: '{{ item }}' }, results_to: 'jsonl', batch_size: 1 };
  const { outputs, step } = await bench.run(config, numbers(1500), again);
  expect(step?.attempts).toBe(2);
  expect(outputs).toMatchObject({ total_processed: 1500, failed: 1, errors: [{ index: 3, code: 'shaky' }] });
  expect(timesOf(bench.worker.calls, 1500)).toEqual(onceBut(1500));
});

test('each item of a foreach has a batch of its own', async () => {
  const bench = failingOnce(3, 13);
  const { outputs } = await bench.run(
    { ...work, items: '{{ item }}', batch_size: 2 },
    [numbers(5), numbers(5).map((n) => n + 10)],
    { foreach: '{{ inputs.items }}', ...again },
  );
  expect(outputs).toMatchObject({
    items: [
      { results: numbers(5).map((n) => ({ doubled: n * 2 })) },
      { results: numbers(5).map((n) => ({ doubled: n * 2 + 20 })) },
    ],
  });
  expect([...bench.worker.calls].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 3, 4, 10, 11, 12, 13, 13, 14]);
});

test('a batch as a child of another keeps to its own items', async () => {
  const bench = batchBench();
  const { outputs } = await bench.run(
    { executor: 'batch_processor', config: { items: '{{ item }}' }, batch_size: 1 },
    [[1, 2], [3]],
  );
  expect(outputs).toMatchObject({
    results: [{ results: [{ item: 1 }, { item: 2 }] }, { results: [{ item: 3 }] }],
  });
});
