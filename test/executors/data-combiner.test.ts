import { expect, test } from 'vitest';
import { runExecutor } from '../../src/engine/index.ts';
import { DataCombiner } from '../../src/executors/data-combiner/data-combiner.ts';

const ended = (outputs: Record<string, unknown>) => ({
  status: 'succeeded',
  success: true,
  outputs,
  error: null,
  metadata: {},
  execution_time: 0,
});
const run = {
  inputs: { lang: 'en' },
  flow: { name: 'f', version: null, execution_id: '1' },
  steps: { a: ended({ x: 1, y: 1 }), b: ended({ x: 2, z: 2 }), c: ended({ x: 3 }) },
  total_steps: 4,
};
const combine = async (config: Record<string, unknown>) => {
  const result = await runExecutor(new DataCombiner(), config, { run });
  return result.success ? result.outputs : result.error;
};

test.each([
  ['the last wins', { sources: ['a', 'b'] }, { x: 2, y: 1, z: 2 }],
  ['the first wins', { sources: ['a', 'b'], merge_strategy: 'keep_first' }, { x: 1, y: 1, z: 2 }],
  ['all are kept', { sources: ['a', 'b', 'c'], merge_strategy: 'combine' }, { x: [1, 2, 3], y: 1, z: 2 }],
  [
    'inputs, steps.x and maps',
    { sources: ['inputs', 'steps.c', { k: true }] },
    { lang: 'en', x: 3, k: true },
  ],
  ['a word that names no step is a value', { sources: ['a', 'hello'] }, { x: 1, y: 1, value_2: 'hello' }],
  ['what objects inherit is no step', { sources: ['constructor'] }, { value_1: 'constructor' }],
  ['a value gets a name', { sources: ['a', 5] }, { x: 1, y: 1, value_2: 5 }],
])('merge: %s', async (_, config, expected) => {
  expect(await combine(config)).toMatchObject({ combined_result: expected });
});

test('a list in a source stays one value', async () => {
  const sources = [{ x: [1] }, { x: [2] }];
  expect(await combine({ sources, merge_strategy: 'combine' })).toMatchObject({
    combined_result: { x: [[1], [2]] },
  });
});

test('output_key and include_metadata', async () => {
  expect(await combine({ sources: ['a'], output_key: 'all', include_metadata: false })).toEqual({
    all: { x: 1, y: 1 },
  });
  expect(await combine({ sources: ['a', 'inputs'] })).toMatchObject({
    combination_metadata: { strategy: 'merge', source_count: 2, sources: ['a', 'inputs'] },
  });
});

test.each([
  ['no sources', {}, 'invalid_config'],
  ['an empty list', { sources: [] }, 'invalid_config'],
  ['an unknown step', { sources: ['steps.nobody'] }, 'unknown_source'],
])('%s', async (_, config, code) => {
  expect(await combine(config)).toMatchObject({ code });
});
