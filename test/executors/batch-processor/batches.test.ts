import { describe, expect, test } from 'vitest';
import { runExecutor } from '../../../src/engine/index.ts';
import { BatchProcessor } from '../../../src/executors/batch-processor/batch-processor.ts';
import { batchBench, jsonl, numbers } from './support.ts';

const work = { executor: 'worker', config: { value: '{{ item }}' } };

describe("the guide's batch processor", () => {
  test('successful execution', async () => {
    const result = await runExecutor(new BatchProcessor(), { items: ['a', 'b', 'c'], batch_size: 2 });
    expect(result).toMatchObject({
      success: true,
      outputs: {
        results: [
          { item: 'a', processed: true, timestamp: expect.any(Number) },
          { item: 'b', processed: true },
          { item: 'c', processed: true },
        ],
        total_processed: 3,
        batch_size: 2,
        parallel_processing: true,
      },
      metadata: { total_items: 3, batches_processed: 2 },
    });
  });

  test.each([{}, { items: [] }, { items: 5 }, { items: { a: 1 } }, { items: null }])(
    'no list: %j',
    async (config) => {
      const result = await runExecutor(new BatchProcessor(), config);
      expect(result).toMatchObject({
        success: false,
        error: { message: expect.stringContaining('Items list is required for batch processing') },
      });
    },
  );
});

test('the work is done on each item, in batches, with item and index at hand', async () => {
  const bench = batchBench();
  const { outputs, step } = await bench.run(
    { executor: 'worker', config: { value: '{{ item + index }}' }, batch_size: 4 },
    numbers(10),
  );
  expect(outputs).toMatchObject({
    results: numbers(10).map((number) => ({ doubled: number * 4 })),
    total_processed: 10,
    failed: 0,
    errors: [],
    batch_size: 4,
    parallel_processing: true,
  });
  expect(step?.metadata).toEqual({ total_items: 10, batches_processed: 3 });
  expect(bench.worker.calls).toEqual(numbers(10).map((number) => number * 2));
});

test.each([
  [true, 4],
  [false, 1],
])('with parallel_processing %s at most %i items are worked on at once', async (parallel, most) => {
  const bench = batchBench();
  const config = { executor: 'worker', config: { value: '{{ item }}', wait: true } };
  await bench.run({ ...config, batch_size: 4, parallel_processing: parallel }, numbers(10));
  expect(bench.worker.most).toBe(most);
});

test('the executor may come from a template, and its whole config too', async () => {
  const bench = batchBench();
  const { outputs } = await bench.run({ executor: "{{ 'wor' ~ 'ker' }}", config: '{{ item }}' }, [
    { value: 1 },
    { value: 2 },
  ]);
  expect(outputs).toMatchObject({ results: [{ doubled: 2 }, { doubled: 4 }] });
});

test('result says what is kept of each item', async () => {
  const bench = batchBench();
  const result = { of: '{{ item }}', at: '{{ index }}', is: '{{ outputs.doubled }}' };
  const { outputs } = await bench.run({ ...work, result }, [5, 6]);
  expect(outputs).toMatchObject({
    results: [
      { of: 5, at: 0, is: 10 },
      { of: 6, at: 1, is: 12 },
    ],
  });
});

describe('an item that fails', () => {
  const failing = () => {
    const bench = batchBench();
    bench.worker.fails.set(1, 1);
    return bench;
  };
  const error = { code: 'shaky', kind: 'system', message: 'Not 1.' };

  test('is kept beside the others', async () => {
    const { outputs } = await failing().run({ ...work, batch_size: 2 }, numbers(3));
    expect(outputs).toMatchObject({
      results: [{ doubled: 0 }, { error }, { doubled: 4 }],
      total_processed: 3,
      failed: 1,
      errors: [{ index: 1, ...error }],
    });
  });

  test('is dropped', async () => {
    const { outputs } = await failing().run({ ...work, on_item_error: 'drop' }, numbers(3));
    expect(outputs).toMatchObject({
      results: [{ doubled: 0 }, { doubled: 4 }],
      total_processed: 3,
      failed: 1,
      errors: [{ index: 1, ...error }],
    });
  });

  test.each([true, false])('ends the step, in parallel: %s', async (parallel) => {
    const bench = failing();
    const config = { ...work, on_item_error: 'fail', batch_size: 2, parallel_processing: parallel };
    const result = await bench.run(config, numbers(5));
    expect(result.error).toMatchObject({ code: 'shaky', message: 'Item 1: Not 1.', step: 'b' });
    expect(bench.worker.calls).toEqual([0, 1]);
  });

  test('has a config that its executor does not take', async () => {
    const { outputs } = await batchBench().run(work, [1, 'two']);
    expect(outputs).toMatchObject({ results: [{ doubled: 2 }, { error: { code: 'invalid_config' } }] });
  });

  test('has a template that cannot be rendered for it', async () => {
    const config = { executor: 'worker', config: { value: '{{ item.n }}' } };
    const { outputs } = await batchBench().run(config, [{ n: 1 }, { m: 1 }]);
    expect(outputs).toMatchObject({ results: [{ doubled: 2 }, { error: { code: 'undefined_name' } }] });
  });
});

describe('what is wrong with the work itself', () => {
  const faultsOf = (config: object) =>
    batchBench()
      .runner.inspectFlow({
        name: 'f',
        inputs: [{ name: 'items', type: 'array' }],
        steps: [
          { name: 'b', executor: 'batch_processor', config: { items: '{{ inputs.items }}', ...config } },
        ],
      })
      .diagnostics.map(({ code, message }) => [code, message]);

  test.each<[string, object, string, string]>([
    ['an unknown executor', { executor: 'wroker' }, 'unknown_executor', '"wroker"'],
    [
      'a key it does not have',
      { executor: 'worker', config: { value: 1, valve: 2 } },
      'unknown_config_key',
      'valve',
    ],
    ['a key that is missing', { executor: 'worker' }, 'missing_config_key', 'value'],
    ['a value it does not take', { executor: 'worker', config: { value: 'x' } }, 'invalid_config', 'value'],
    [
      'a template that cannot be read',
      { executor: 'worker', config: { value: '{{ item + }}' } },
      'template_syntax',
      '',
    ],
    [
      'a name that is not there',
      { executor: 'worker', config: { value: '{{ itme }}' } },
      'undefined_reference',
      'itme',
    ],
    [
      'outputs outside of result',
      { executor: 'worker', config: { value: '{{ outputs }}' } },
      'undefined_reference',
      '',
    ],
    ['a config for nobody', { config: { value: 1 } }, 'invalid_config', '"executor" names none'],
    ['an encoding that is none', { encoding: 'utf-9' }, 'invalid_config', 'utf-9'],
  ])('%s is found before anything runs', (_, config, code, part) => {
    expect(faultsOf(config)).toEqual([[code, expect.stringContaining(part)]]);
  });

  test('steps that the work names are waited for', async () => {
    const bench = batchBench();
    const result = await bench.runner.executeFlow({
      name: 'f',
      steps: [
        {
          name: 'b',
          executor: 'batch_processor',
          config: {
            items: [1],
            executor: 'data_combiner',
            config: { sources: ['late', '{{ steps.later.value }}'] },
          },
        },
        { name: 'late', executor: 'echo', config: { value: 'late', turns: 5 } },
        { name: 'later', executor: 'echo', config: { value: { later: 1 }, turns: 5 } },
      ],
    });
    expect(result.steps['b']?.outputs).toMatchObject({
      results: [{ combined_result: { value: 'late', later: 1 } }],
    });
  });

  test.each<[string, object, string]>([
    [
      'a template that fails for each',
      { executor: 'worker', config: { value: '{{ item.n }}' } },
      'undefined_name',
    ],
    ['an executor that a template misnames', { executor: "{{ 'no' ~ 'body' }}" }, 'unknown_executor'],
    ['a config that is no map', { executor: 'worker', config: '{{ item }}' }, 'invalid_config'],
    ['a result that cannot be rendered', { ...work, result: '{{ outputs.tripled }}' }, 'undefined_name'],
  ])('%s ends the step with the first batch', async (_, config, code) => {
    const bench = batchBench();
    const { error } = await bench.run({ ...config, batch_size: 3 }, numbers(30));
    expect(error).toMatchObject({ code, hint: expect.stringContaining('All of the first 3 items fail') });
    expect(bench.worker.calls.length).toBeLessThanOrEqual(3);
  });
});

describe('a file that cannot be worked on', () => {
  test.each<[string, File, string]>([
    ['without a row', new File(['a,b\n'], 'a.csv'), 'input_required'],
    ['empty', new File([''], 'a.jsonl'), 'input_required'],
    ['of no known format', new File(['hello'], 'a.txt'), 'rows_unreadable'],
    ['that is no array', new File(['{"a": 1}'], 'a.json'), 'rows_unreadable'],
    ['that is no text', new File([Uint8Array.of(0x61, 0x0a, 0xff, 0xfe, 0xfd)], 'a.csv'), 'rows_unreadable'],
  ])('%s', async (_, file, code) => {
    const bench = batchBench();
    const { error } = await bench.run({ ...work, results_to: 'jsonl' }, file);
    expect(error).toMatchObject({ code });
    expect((await bench.run(work, file)).error).toMatchObject({ code });
  });

  test('that is not there', async () => {
    const bench = batchBench();
    const { error } = await bench.run({ ...work, items: 'runs/1/rows.csv' }, [1]);
    expect(error).toMatchObject({ code: 'file_not_found' });
  });
});

describe('the rows of a file', () => {
  const item = { executor: 'echo', config: { value: '{{ item }}' }, result: '{{ outputs.value }}' };

  test.each<[string, File]>([
    ['csv', new File(['n,t\n1,a\n2,"b"\n'], 'x.csv')],
    ['tsv', new File(['n\tt\n1\ta\n2\tb\n'], 'x.TSV')],
    [
      'jsonl',
      jsonl([
        { n: '1', t: 'a' },
        { n: '2', t: 'b' },
      ]),
    ],
    [
      'json',
      new File(
        [
          JSON.stringify([
            { n: '1', t: 'a' },
            { n: '2', t: 'b' },
          ]),
        ],
        'x.json',
      ),
    ],
    ['csv by its media type', new File(['n,t\n1,a\n2,b\n'], 'x', { type: 'text/csv; charset=utf-8' })],
    [
      'jsonl by how it begins',
      jsonl(
        [
          { n: '1', t: 'a' },
          { n: '2', t: 'b' },
        ],
        'x',
      ),
    ],
  ])('%s', async (_, file) => {
    const { outputs } = await batchBench().run(item, file);
    expect(outputs).toMatchObject({
      results: [
        { n: '1', t: 'a' },
        { n: '2', t: 'b' },
      ],
    });
  });

  test('a row that cannot be read is an item that fails', async () => {
    const file = new File(['{"n": 1}\n{"n": \n{"n": 3}'], 'x.jsonl');
    const config = { executor: 'worker', config: { value: '{{ item.n }}' } };
    const { outputs } = await batchBench().run(config, file);
    expect(outputs).toMatchObject({
      results: [{ doubled: 2 }, { error: { code: 'row_invalid' } }, { doubled: 6 }],
      errors: [{ index: 1, kind: 'user', message: expect.stringMatching(/^Line 2 is not JSON/) }],
    });
    const ended = await batchBench().run({ ...config, on_item_error: 'fail' }, file);
    expect(ended.error).toMatchObject({
      code: 'row_invalid',
      message: expect.stringMatching(/^Item 1: Line 2 /),
    });
  });

  test('csv in a form of its own', async () => {
    const config = { ...item, csv: { header: false, delimiter: '|', quote: "'" }, encoding: 'windows-1252' };
    const file = new File([Uint8Array.from(Buffer.from("1|'a|\xe9'\n", 'latin1'))], 'x.csv');
    expect((await batchBench().run(config, file)).outputs).toMatchObject({ results: [['1', 'a|é']] });
  });

  test('the format that is said counts', async () => {
    const { outputs } = await batchBench().run({ ...item, format: 'jsonl' }, new File(['1\n2'], 'x.csv'));
    expect(outputs).toMatchObject({ results: [1, 2] });
  });
});
