import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VectorItem } from '../../../src/executors/index.ts';
import { closeDatabase, DATABASE_NAME, openDatabase } from '../../../src/storage/database/open-database.ts';
import { addItems } from '../../../src/storage/vectors/add-items.ts';
import { IndexedDbVectors } from '../../../src/storage/vectors/indexed-db-vectors.ts';
import { dot } from '../../../src/vectors/dot.ts';
import { VectorThread } from '../../../src/workers/vector-thread.ts';
import { randomVectors } from '../../vectors/random-vectors.ts';

beforeEach(clear);
afterEach(clear);

async function clear(): Promise<void> {
  await closeDatabase();
  await deleteDB(DATABASE_NAME);
}

const DIMENSIONS = 48;

function itemsOf(count: number, seed = 1): VectorItem[] {
  return randomVectors(count, DIMENSIONS, seed).map((vector, number) => ({
    id: `item-${number}`,
    text: `Text ${number} of ${seed}`,
    metadata: { number, even: number % 2 === 0 },
    vector,
  }));
}

/** What a search has to find, from nothing but the items. */
function byHand(items: readonly VectorItem[], query: Float32Array, count: number): unknown[] {
  return items
    .map(({ id, text, metadata, vector }) => ({ id, text, score: dot(query, vector), metadata }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, count);
}

const [query] = randomVectors(1, DIMENSIONS, 50) as [Float32Array];

test('what was added is found by a thread that begins anew, exactly and in order', async () => {
  const items = itemsOf(700);
  expect(await new IndexedDbVectors().add('a', 'm', items)).toEqual({ added: 700, replaced: 0, count: 700 });
  const thread = new VectorThread();
  expect(await thread.search('a', { vector: query, topK: 10 })).toEqual(byHand(items, query, 10));
  expect(await thread.describe('a')).toEqual({ name: 'a', model: 'm', dimensions: DIMENSIONS, count: 700 });
  expect(await thread.describe('b')).toBeUndefined();
});

test('an item whose id is there takes its place, also for whoever has searched before', async () => {
  const vectors = new IndexedDbVectors();
  const items = itemsOf(300);
  await vectors.add('a', 'm', items);
  await vectors.search('a', { vector: query, topK: 5 });
  const newer = itemsOf(3, 8).map((item, place) => ({ ...item, id: `item-${place * 120}` }));
  const more = { ...(itemsOf(1, 9)[0] as VectorItem), id: 'more' };
  expect(await new IndexedDbVectors().add('a', 'm', [...newer, more])).toEqual({
    added: 1,
    replaced: 3,
    count: 301,
  });
  const now = [...items.map((item) => newer.find(({ id }) => id === item.id) ?? item), more];
  expect(await vectors.search('a', { vector: query, topK: 301 })).toEqual(byHand(now, query, 301));
});

test('items that are removed are gone, and the others are found as before', async () => {
  const vectors = new IndexedDbVectors();
  const items = itemsOf(600);
  await vectors.add('a', 'm', items);
  await vectors.search('a', { vector: query, topK: 600 });
  const gone = ['item-0', 'item-1', 'item-255', 'item-599', 'item-598', 'item-300', 'no such item'];
  expect(await vectors.remove('a', { ids: gone })).toEqual({ deleted: 6, count: 594 });
  const left = items.filter(({ id }) => !gone.includes(id));
  expect(await vectors.search('a', { vector: query, topK: 600 })).toEqual(byHand(left, query, 600));
  expect(await vectors.remove('a', { filter: { even: false } })).toMatchObject({
    count: left.filter(({ metadata }) => metadata['even']).length,
  });
  const even = left.filter(({ metadata }) => metadata['even']);
  expect(await vectors.search('a', { vector: query, topK: 600 })).toEqual(byHand(even, query, 600));
  // What comes after a removal lies in blocks that were there before.
  const later = itemsOf(600, 4);
  await vectors.add('a', 'm', later);
  expect(await vectors.search('a', { vector: query, topK: 600 })).toEqual(byHand(later, query, 600));
});

test('an index whose last item goes is gone, and one of the same name is another', async () => {
  const vectors = new IndexedDbVectors();
  await vectors.add('a', 'm', itemsOf(300));
  await vectors.add('ab', 'm', itemsOf(2));
  await vectors.search('a', { vector: query, topK: 1 });
  expect(await vectors.remove('a', { filter: {} })).toEqual({ deleted: 300, count: 0 });
  await expect(vectors.search('a', { vector: query, topK: 1 })).rejects.toMatchObject({
    code: 'index_unknown',
    hint: 'There are: ab.',
  });
  const database = await openDatabase();
  for (const [store, left] of [
    ['vectorIndexes', 1],
    ['vectorItems', 2],
    ['vectorCodes', 1],
    ['vectorRows', 1],
  ] as const) {
    expect(await database.count(store), store).toBe(left);
  }
  const others = itemsOf(300, 3);
  await vectors.add('a', 'another model', others);
  expect(await vectors.search('a', { vector: query, topK: 10 })).toEqual(byHand(others, query, 10));
});

test('a filter is looked at before the best are chosen', async () => {
  const vectors = new IndexedDbVectors();
  const items = itemsOf(600);
  await vectors.add('a', 'm', items);
  const filter = { number: { gte: 100, lt: 200 }, even: true };
  const wanted = items.filter((_, number) => number >= 100 && number < 200 && number % 2 === 0);
  expect(await vectors.search('a', { vector: query, topK: 20, filter })).toEqual(byHand(wanted, query, 20));
  expect(await vectors.search('a', { vector: query, topK: 20, filter: { number: -1 } })).toEqual([]);
  const minScore = dot(query, (items[7] as VectorItem).vector);
  const enough = byHand(items, query, 600).filter((item) => (item as { score: number }).score >= minScore);
  expect(await vectors.search('a', { vector: query, topK: 600, minScore })).toEqual(enough);
});

test('two tabs that add at once lose nothing', async () => {
  const items = itemsOf(1000);
  const [one, other] = [new VectorThread(), new VectorThread()];
  await Promise.all(items.map((item, place) => (place % 2 === 0 ? one : other).add('a', 'm', [item])));
  for (const tab of [one, other]) {
    expect(await tab.search('a', { vector: query, topK: 1000 })).toEqual(byHand(items, query, 1000));
  }
}, 120_000);

test('searches that run at once while items come in each see one state of the index', async () => {
  const vectors = new IndexedDbVectors();
  const older = itemsOf(600, 1);
  const newer = itemsOf(600, 2);
  await vectors.add('a', 'm', older);
  const groups = [newer.slice(0, 256), newer.slice(256, 512), newer.slice(512)];
  const writer = new IndexedDbVectors();
  const writes = groups.map((group) => writer.add('a', 'm', group));
  const states = [0, 256, 512, 600].map((done) =>
    byHand([...newer.slice(0, done), ...older.slice(done)], query, 600),
  );
  for (const found of await Promise.all(
    Array.from({ length: 12 }, () => vectors.search('a', { vector: query, topK: 600 })),
  )) {
    expect(states).toContainEqual(found);
  }
  await Promise.all(writes);
  expect(await vectors.search('a', { vector: query, topK: 600 })).toEqual(states.at(-1));
});

describe('what does not belong into an index', () => {
  test('vectors of another model, or of other dimensions, are refused whole', async () => {
    const vectors = new IndexedDbVectors();
    const items = itemsOf(10);
    await vectors.add('a', 'm', items);
    await expect(vectors.add('a', 'n', itemsOf(10, 2))).rejects.toMatchObject({ code: 'index_mismatch' });
    const short = { ...(itemsOf(1, 3)[0] as VectorItem), vector: new Float32Array(3) };
    await expect(vectors.add('a', 'm', [...itemsOf(5, 3), short])).rejects.toMatchObject({
      code: 'index_mismatch',
      message: 'The index "a" has vectors of 48 numbers, and this one has 3.',
    });
    await expect(vectors.search('a', { vector: new Float32Array(3), topK: 1 })).rejects.toMatchObject({
      code: 'index_mismatch',
    });
    expect(await vectors.search('a', { vector: query, topK: 10 })).toEqual(byHand(items, query, 10));
  });

  test('a group that breaks off leaves nothing', async () => {
    const unstorable = { ...(itemsOf(1, 3)[0] as VectorItem), id: 'x', metadata: { call: () => {} } };
    await expect(addItems('a', 'm', [...itemsOf(5), unstorable])).rejects.toMatchObject({
      code: 'not_storable',
    });
    expect(await new IndexedDbVectors().describe('a')).toBeUndefined();
    expect(await (await openDatabase()).count('vectorItems')).toBe(0);
  });
});
