import { expect, test } from 'vitest';
import { batchBench, jsonl, numbers } from './support.ts';

const items = [{ n: 1, t: 'a' }, { t: 'b, "c"', more: [1] }, { n: 3 }];
const item = { executor: 'echo', config: { value: '{{ item }}' }, result: '{{ outputs.value }}' };

test.each([
  ['jsonl', '{"n":1,"t":"a"}\n{"t":"b, \\"c\\"","more":[1]}\n{"n":3}\n'],
  ['json', '[\n{"n":1,"t":"a"},\n{"t":"b, \\"c\\"","more":[1]},\n{"n":3}\n]\n'],
  ['csv', 'n,t,more\n1,a,\n,"b, ""c""",[1]\n3,,\n'],
])('results become a file: %s', async (format, text) => {
  const bench = batchBench();
  const { outputs } = await bench.run({ ...item, results_to: format, batch_size: 2 }, items);
  expect(outputs).toMatchObject({
    results_file: { kind: 'file', name: `b.${format}` },
    total_processed: 3,
    failed: 0,
  });
  expect(outputs).not.toHaveProperty('results');
  expect(await bench.textOf(outputs['results_file'])).toBe(text);
});

test('an item that failed stands in the file too, or is dropped', async () => {
  const run = async (more: object) => {
    const bench = batchBench();
    bench.worker.fails.set(1, 1);
    const work = { executor: 'worker', config: { value: '{{ item }}' } };
    const { outputs } = await bench.run({ ...work, ...more }, numbers(3));
    expect(outputs).toMatchObject({ failed: 1, errors: [{ index: 1, code: 'shaky' }] });
    return bench.textOf(outputs['results_file']);
  };
  const error = '{"error":{"code":"shaky","kind":"system","message":"Not 1."}}';
  expect(await run({ results_to: 'jsonl' })).toBe(`{"doubled":0}\n${error}\n{"doubled":4}\n`);
  expect(await run({ results_to: 'csv' })).toBe('doubled,error\n0,\n,shaky: Not 1.\n4,\n');
  expect(await run({ results_to: 'json', on_item_error: 'drop' })).toBe(
    '[\n{"doubled":0},\n{"doubled":4}\n]\n',
  );
});

test('where all items fail and are dropped the file is an empty list', async () => {
  const bench = batchBench();
  bench.worker.fails.set(1, 1);
  const config = { executor: 'worker', config: { value: '{{ item }}' }, on_item_error: 'drop' };
  const { outputs } = await bench.run({ ...config, results_to: 'json' }, [1]);
  expect(await bench.textOf(outputs['results_file'])).toBe('[]\n');
});

test('results of many parts are one file, in the order of the items', async () => {
  const bench = batchBench();
  const many = numbers(3000).map((n) => ({ n, fill: 'x'.repeat(1000) }));
  const result = '{{ {"n": item.n, "fill": item.fill} }}';
  for (const [format, from] of [
    ['json', jsonl(many)],
    ['csv', many],
  ] as const) {
    const { outputs } = await bench.run({ result, results_to: format, batch_size: 7 }, from);
    const again = await bench.run({ result: '{{ item.n | int }}' }, outputs['results_file'] as never);
    expect(again.outputs['results']).toEqual(numbers(3000));
  }
});

test('what JSON does not have is written as what comes nearest', async () => {
  const bench = batchBench();
  const vector = new Float32Array([0.5, 1]);
  const { outputs } = await bench.run({ result: '{{ item }}', results_to: 'jsonl' }, [
    { vector, big: 5n },
    null,
  ]);
  expect(await bench.textOf(outputs['results_file'])).toBe('{"vector":[0.5,1],"big":5}\nnull\n');
});

test('files that the work gives are references in every result', async () => {
  const bench = batchBench();
  const work = { executor: 'photographer', result: '{{ outputs.photo }}' };
  const photo = { kind: 'file', name: 'photo.txt', type: 'text/plain', size: 5 };
  const listed = await bench.run(work, [1]);
  expect(listed.outputs).toMatchObject({ results: [photo] });
  const { outputs } = await bench.run({ ...work, results_to: 'jsonl' }, [1]);
  const written = JSON.parse(await bench.textOf(outputs['results_file']));
  expect(written).toMatchObject(photo);
  expect(await bench.textOf(written)).toBe('photo');
});

test('more items than a list can hold are refused before the first is worked on', async () => {
  const work = { executor: 'worker', config: { value: '{{ item }}' } };
  for (const from of [numbers(10_001), jsonl(numbers(10_001))]) {
    const bench = batchBench();
    const { error } = await bench.run(work, from);
    expect(error).toMatchObject({
      code: 'results_too_large',
      hint: expect.stringContaining('results_to: jsonl'),
    });
    expect(bench.worker.calls).toEqual([]);
    const written = await bench.run({ ...work, results_to: 'jsonl', batch_size: 1000 }, from);
    expect(written.outputs).toMatchObject({ total_processed: 10_001 });
  }
});

test('results that are too large for a list end the step', async () => {
  const bench = batchBench();
  const { error } = await bench.run({ result: "{{ 'x' * 1000000 }}", batch_size: 1 }, numbers(100));
  expect(error).toMatchObject({
    code: 'results_too_large',
    message: expect.stringMatching(/^The results of \d\d items/),
  });
});

test('a table with more columns than anybody can use is refused', async () => {
  const bench = batchBench();
  const wide = Object.fromEntries(numbers(1001).map((n) => [`c${n}`, n]));
  const { error } = await bench.run({ result: '{{ item }}', results_to: 'csv' }, [wide]);
  expect(error).toMatchObject({
    code: 'results_too_large',
    message: expect.stringContaining('1,000 columns'),
  });
});

test('a row beyond all bounds costs itself alone', async () => {
  const file = new File(['"', 'x'.repeat(8_000_000), '"\n2\n'], 'long.jsonl');
  const { outputs } = await batchBench().run({ result: '{{ item }}' }, file);
  expect(outputs).toMatchObject({ results: [{ error: { code: 'row_too_long' } }, 2], failed: 1 });
});
