import { beforeAll, describe, expect, test } from 'vitest';
import { createRunner, type PageRunner } from '../../../src/create-runner.ts';
import { dot } from '../../../src/vectors/dot.ts';
import { freshDatabase } from '../storage/fresh-database.ts';

/** Both executors as a flow runs them: the real model, the real database, the search in a thread of its own. */
freshDatabase();

let page: PageRunner;

beforeAll(async () => {
  page = await createRunner(new URL('/', location.href), { autoResume: false });
});

type Values = Record<string, unknown>;

/** What a flow of one step puts out, or the step's error. */
async function step(executor: string, config: Values): Promise<Values> {
  const result = await page.runner.executeFlow({
    name: 'one-step',
    steps: [{ name: 'only', executor, config }],
  });
  return (result.steps['only']?.error ?? result.error ?? result.steps['only']?.outputs) as Values;
}

const add = (items: readonly unknown[], more: Values = {}) =>
  step('semantic_search', { action: 'add', index: 'notes', items, ...more });
const search = async (query: string, more: Values = {}) => {
  const { results } = await step('semantic_search', { index: 'notes', query, ...more });
  return (results as { id: string; text: string; score: number; metadata: Values }[] | undefined) ?? [];
};

const NOTES = [
  {
    id: 'cat',
    text: 'The kitten sleeps on the sofa all day.',
    metadata: { year: 2020, about: ['pets', 'home'] },
  },
  {
    id: 'dog',
    text: 'Our dog barks at the postman every morning.',
    metadata: { year: 2021, about: ['pets'] },
  },
  {
    id: 'rate',
    text: 'The central bank raised its interest rate by half a point.',
    metadata: { year: 2022 },
  },
  { id: 'rain', text: 'Heavy rain is expected in the north tonight.', metadata: { year: 2023 } },
  { id: 7, text: 'Knead the dough and let it rise for an hour.', metadata: { year: 2024 } },
];

describe('embed', () => {
  test('gives a vector of length 1 for each text, those of like meaning near each other', async () => {
    const text = ['A small cat.', 'A kitten.', 'Interest rates rise.'];
    const out = await step('embed', { text });
    const [cat, kitten, rates] = out['vectors'] as [Float32Array, Float32Array, Float32Array];
    expect(out).toMatchObject({ dimensions: 384, count: 3, model_used: 'Xenova/all-MiniLM-L6-v2' });
    for (const vector of [cat, kitten, rates]) {
      expect(vector).toBeInstanceOf(Float32Array);
      expect(dot(vector, vector)).toBeCloseTo(1, 5);
    }
    expect(dot(cat, kitten)).toBeGreaterThan(dot(cat, rates) + 0.3);
  });

  test('a text by itself gives a list too; pooling and length are what was asked for', async () => {
    const mean = (await step('embed', { text: 'A small cat.', normalize: false }))[
      'vectors'
    ] as Float32Array[];
    const first = (await step('embed', { text: 'A small cat.', pooling: 'cls' }))[
      'vectors'
    ] as Float32Array[];
    expect(mean).toHaveLength(1);
    const [long, other] = [mean[0], first[0]] as [Float32Array, Float32Array];
    expect(Math.abs(dot(long, long) - 1)).toBeGreaterThan(0.1);
    expect(dot(other, other)).toBeCloseTo(1, 5);
    expect(dot(long, other) / Math.sqrt(dot(long, long))).toBeLessThan(0.99);
  });

  test('an empty text is said, with its place', async () => {
    expect(await step('embed', { text: [] })).toMatchObject({ code: 'input_required' });
    expect(await step('embed', { text: ['one', ' '] })).toMatchObject({
      code: 'input_required',
      hint: 'The text at place 2 is empty.',
    });
  });
});

describe('semantic_search', () => {
  test('finds what means the same in other words, best first, with its metadata', async () => {
    expect(await add(NOTES)).toMatchObject({ added: 5, replaced: 0, count: 5, results: [] });
    const found = await search('a young cat takes a nap');
    expect(found).toHaveLength(5);
    expect(found[0]).toMatchObject({
      id: 'cat',
      text: NOTES[0]?.text,
      metadata: { year: 2020, about: ['pets', 'home'] },
    });
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect((await search('money and inflation', { top_k: 1 })).map(({ id }) => id)).toEqual(['rate']);
    expect((await search('baking bread', { top_k: 1 })).map(({ id }) => id)).toEqual(['7']);
    const close = await search('a young cat takes a nap', { min_score: 0.3 });
    expect(close.map(({ id }) => id)).toEqual(['cat']);
  });

  test('its scores are the cosines of what embed gives', async () => {
    await add(NOTES.slice(0, 2));
    const found = await search('a cat');
    const texts = ['a cat', ...found.map(({ text }) => text)];
    const [query, ...vectors] = (await step('embed', { text: texts }))['vectors'] as [Float32Array];
    expect(found.map(({ score }) => score)).toEqual(
      (vectors as Float32Array[]).map((vector) => expect.closeTo(dot(query, vector), 6)),
    );
  });

  test('only looks at items whose metadata pass the filter', async () => {
    await add(NOTES);
    const ids = async (filter: Values) => (await search('a cat', { filter })).map(({ id }) => id).sort();
    expect(await ids({ about: 'pets' })).toEqual(['cat', 'dog']);
    expect(await ids({ year: { gte: 2022, not: 2024 } })).toEqual(['rain', 'rate']);
    expect(await ids({ about: { exists: false }, year: [2022, 2024] })).toEqual(['7', 'rate']);
    expect(
      await step('semantic_search', { index: 'notes', query: 'x', filter: { year: { above: 3 } } }),
    ).toMatchObject({
      code: expect.stringMatching('invalid'),
    });
  });

  test('an item is replaced by its id and taken out by it, or by its metadata', async () => {
    await add(NOTES);
    const bread = { id: 7, text: 'The parliament votes on the budget.', metadata: { year: 2025 } };
    expect(await add([bread, 'A text without an id.'])).toMatchObject({ added: 1, replaced: 1, count: 6 });
    expect(await add(['A text without an id.', 'A text without an id.'])).toMatchObject({
      added: 0,
      replaced: 1,
      count: 6,
    });
    expect((await search('baking bread', { top_k: 6 })).find(({ id }) => id === '7')?.text).toBe(bread.text);
    const remove = (more: Values) => step('semantic_search', { action: 'delete', index: 'notes', ...more });
    expect(await remove({ ids: [7, 'dog', 'nobody'] })).toMatchObject({ deleted: 2, count: 4 });
    expect(await remove({ filter: { year: { lt: 2022 } } })).toMatchObject({ deleted: 1, count: 3 });
    expect((await search('anything')).map(({ id }) => id)).not.toContain('cat');
    expect(await remove({ filter: {} })).toMatchObject({ deleted: 3, count: 0 });
    expect(await step('semantic_search', { index: 'notes', query: 'x' })).toMatchObject({
      code: 'index_unknown',
    });
  });

  test('says what is missing, and what to do', async () => {
    const code = async (config: Values) =>
      (await step('semantic_search', { index: 'notes', ...config }))['code'];
    expect(await code({ action: 'add', items: [] })).toBe('input_required');
    expect(await code({ action: 'add' })).toBe('input_required');
    expect(await code({ action: 'add', items: [{ id: 'a', text: ' ' }] })).toBe('input_required');
    expect(await code({ query: '' })).toBe('input_required');
    expect(await code({ action: 'delete' })).toBe('input_required');
    expect(await code({ action: 'delete', ids: ['a'], filter: {} })).toBe('invalid_config');
    expect(
      await add([
        { id: 'a', text: 'One.' },
        { id: 'a', text: 'Two.' },
      ]),
    ).toMatchObject({
      code: 'invalid_config',
      message: 'Two items have the id "a".',
    });
    for (const faulty of [
      { action: 'add', items: [{ id: 'a' }] },
      { query: 'x', top_k: 0 },
    ]) {
      expect(await code(faulty)).toBe('invalid_flow');
    }
    await add(NOTES.slice(0, 1));
    expect(await step('semantic_search', { index: 'note', query: 'x' })).toMatchObject({
      code: 'index_unknown',
      hint: 'Did you mean "notes"? There are: notes.',
    });
    expect(
      await step('semantic_search', { index: 'notes', query: 'x', model_name: 'some/other' }),
    ).toMatchObject({ code: 'index_mismatch' });
  });
});
