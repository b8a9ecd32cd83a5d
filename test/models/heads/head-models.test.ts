import { expect, test } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import type { ModelAnswer, ModelRunOptions, ModelSpec } from '../../../src/executors/index.ts';
import type { CatalogueModel } from '../../../src/models/catalogue/catalogue-model.ts';
import { findCandidates } from '../../../src/models/catalogue/find-candidates.ts';
import { HeadModels } from '../../../src/models/heads/head-models.ts';

const model = (id: string, task: string, base?: string): CatalogueModel => ({
  id,
  task,
  dtype: 'q8',
  size: 1,
  files: [],
  ...(base !== undefined && { base }),
});
const models = [
  model('some/vectors', 'feature-extraction'),
  model('some/mood', 'text-classification', 'some/vectors'),
  model('some/whole', 'text-classification'),
];
const head = { labels: ['NEGATIVE', 'POSITIVE'], weights: [[-1], [1]], bias: [0, 0] };

/** A host whose vector of a text is the number that the text is. */
function house({ broken = false } = {}) {
  const runs: {
    readonly spec: Partial<ModelSpec>;
    readonly input: unknown;
    readonly options: ModelRunOptions;
  }[] = [];
  let looks = 0;
  const answer = (input: unknown): Partial<ModelAnswer> => ({
    output: Array.isArray(input) ? input.map((text) => Float32Array.of(Number(text))) : 'whole',
    model: 'some/vectors',
    device: 'wasm',
    dtype: 'q8',
    runTime: 2,
  });
  const heads = new HeadModels({
    catalogue: {
      candidates: async (spec) => {
        looks++;
        return findCandidates(models, spec, 'Nowhere else.');
      },
      taskOf: async (id) => models.find((each) => each.id === id)?.task ?? 'none',
    },
    weights: { bring: async () => new Map([['head.json', new Blob([broken ? '{' : JSON.stringify(head)])]]) },
    host: {
      run: async (spec, input, options = {}) => {
        runs.push({ spec, input, options });
        return answer(input) as ModelAnswer;
      },
      preload: async (spec, options = {}) => void runs.push({ spec, input: 'preload', options }),
      revision: async () => '',
      loaded: () => [],
      unload: () => {},
    },
  });
  return { heads, runs, looks: () => looks };
}

const mood = { task: 'text-classification' } as const;

test('a head answers by the vectors of its base, as transformers.js shapes its answers', async () => {
  const { heads, runs } = house();
  const one = await heads.run({ ...mood, device: 'wasm' }, '1');
  expect(one).toMatchObject({
    model: 'some/mood',
    device: 'wasm',
    output: [{ label: 'POSITIVE', score: expect.closeTo(0.8808, 4) }],
  });
  expect(runs[0]).toMatchObject({
    spec: { task: 'feature-extraction', model: 'some/vectors', device: 'wasm' },
    input: ['1'],
  });
  const list = await heads.run(mood, ['1', '-1']);
  expect(list.output).toMatchObject([{ label: 'POSITIVE' }, { label: 'NEGATIVE' }]);
  const both = await heads.run(mood, ['1', '-1'], { options: { top_k: 2 } });
  expect(both.output).toMatchObject([
    [{ label: 'POSITIVE' }, { label: 'NEGATIVE' }],
    [{ label: 'NEGATIVE' }, { label: 'POSITIVE' }],
  ]);
  const all = await heads.run(mood, { text: '1' }, { options: { top_k: null } });
  expect(all.output).toHaveLength(2);
  // The host's own options are none of the head's.
  expect(runs.map(({ options }) => options.options)).toEqual(runs.map(() => undefined));
});

test('sentiment-analysis, its other name, is the same', async () => {
  const { heads } = house();
  expect((await heads.run({ task: 'sentiment-analysis' }, '1')).output).toMatchObject([
    { label: 'POSITIVE' },
  ]);
});

test('it is looked up once, until models change', async () => {
  const { heads, looks } = house();
  await heads.run(mood, '1');
  await Promise.all([heads.run(mood, '1'), heads.run(mood, '1')]);
  expect(looks()).toBe(1);
  heads.unload();
  await heads.run(mood, '1');
  expect(looks()).toBe(2);
});

test.each<[string, ModelSpec]>([
  ['another task', { task: 'feature-extraction', model: 'some/vectors' }],
  ['a whole model', { ...mood, model: 'some/whole' }],
])('%s goes to the host as it is', async (_case, spec) => {
  const { heads, runs } = house();
  const options = { options: { top_k: 2 } };
  await heads.run(spec, 'text', options);
  expect(runs).toEqual([{ spec, input: 'text', options }]);
});

test.each<[string, unknown, Record<string, unknown>, string]>([
  ['an empty text', '', {}, 'input_required'],
  ['an empty list', [], {}, 'input_required'],
  ['a number', 7, {}, 'input_mismatch'],
  ['a top_k of nothing', '1', { top_k: 0 }, 'invalid_config'],
  ['an option that it does not have', '1', { temperature: 0.5 }, 'option_invalid'],
])('%s is refused, and the next text is told', async (_case, input, options, code) => {
  const { heads } = house();
  await expect(heads.run(mood, input, { options })).rejects.toMatchObject({ code });
  expect((await heads.run(mood, '-1')).output).toMatchObject([{ label: 'NEGATIVE' }]);
});

test('a head that cannot be read is told at every call', async () => {
  const { heads } = house({ broken: true });
  for (let call = 0; call < 2; call++) {
    await expect(heads.run(mood, '1')).rejects.toMatchObject({ code: 'model_invalid' });
  }
});

test('a head is no model for a task that whole models do besides', async () => {
  const { heads } = house();
  const spec = { task: 'zero-shot-classification', model: 'some/mood' };
  const asked = Promise.resolve().then(() => findCandidates(models, spec, 'Nowhere else.'));
  await expect(asked).rejects.toThrow(FlowError);
  await expect(heads.run({ ...mood, model: 'some/vectors' }, '1')).rejects.toMatchObject({
    code: 'model_unavailable',
  });
});

test.each<[Partial<ModelSpec>]>([[{ task: 'text-classification' }], [{ model: 'some/mood' }]])(
  'loading %o ahead loads its base',
  async (spec) => {
    const { heads, runs } = house();
    await heads.preload(spec);
    expect(runs).toMatchObject([
      { spec: { task: 'feature-extraction', model: 'some/vectors' }, input: 'preload' },
    ]);
  },
);
