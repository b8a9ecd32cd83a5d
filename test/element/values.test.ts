import { describe, expect, it } from 'vitest';
import { countEntries, firstEntries } from '../../src/element/values/json-entries.ts';
import { describeLeaf } from '../../src/element/values/json-leaf.ts';
import { rankLabels } from '../../src/element/values/labels-value.ts';
import { kindOfValue } from '../../src/element/values/value-kind.ts';
import { stripOf } from '../../src/element/values/vector-value.ts';

const flowFile = (type: string) => ({ kind: 'file', id: 'f', name: 'f', type, size: 3, sha256: 'a' });

describe('the kind of a value', () => {
  it.each([
    ['nothing', null],
    ['nothing', undefined],
    ['text', ''],
    ['number', 0],
    ['number', 10n],
    ['boolean', false],
    ['audio', flowFile('audio/wav')],
    ['audio', new Blob([], { type: 'audio/webm' })],
    ['image', flowFile('image/png')],
    ['file', flowFile('text/csv')],
    ['file', new Blob([])],
    ['vector', new Float32Array(3)],
    ['vector', new BigInt64Array(2)],
    ['vector', Array.from({ length: 384 }, () => 0.1)],
    ['list', [1, 2, 3]],
    ['list', ['a', 'b']],
    ['labels', [{ label: 'a', score: 0.5 }]],
    ['labels', [{ label: 'a', confidence: 0.5, rank: 1 }]],
    ['table', [{ label: 'a', score: 0.5, start: 1 }]],
    ['table', [{ a: 1 }, { b: 'x' }]],
    ['written', [{ text: 'Once' }]],
    ['written', [{ generated_text: 'x'.repeat(1000), usage: { total_tokens: 3 } }]],
    ['table', [{ text: 'Once' }, { text: 'upon' }]],
    ['table', [{ text: 7 }]],
    ['tree', [{ label: 'a', score: 0.5, box: { x: 1 } }]],
    ['fields', { a: 1, b: 'x', c: null }],
    ['tree', { a: { b: 1 } }],
    ['tree', {}],
    ['tree', []],
    ['tree', [[1], [2]]],
    ['tree', new Map([[1, 2]])],
    ['tree', Array.from({ length: 1000 }, () => ({ a: 1 }))],
    ['tree', ['x'.repeat(1000)]],
  ])('%s: %o', (kind, value) => expect(kindOfValue(value)).toBe(kind));

  it('looks at a few items of a long array, not at all of them', () => {
    let looks = 0;
    const items = Array.from({ length: 100_000 }, (_, index) => ({ index }));
    const long = new Proxy(items, {
      get: (target, key, receiver) => {
        looks++;
        return Reflect.get(target, key, receiver);
      },
    });
    expect(kindOfValue(long)).toBe('tree');
    expect(looks).toBeLessThan(10_000);
  });
});

describe('labels', () => {
  it('stand in the order of their scores', () => {
    const labels = rankLabels([
      { label: 'b', score: 0.1 },
      { label: 'a', confidence: 0.9 },
    ]);
    expect(labels.map(({ label }) => label)).toEqual(['a', 'b']);
  });

  it('of a list of items stand in the order of the items', () => {
    const scores = rankLabels([
      { label: 'b', score: 0.6 },
      { label: 'b', score: 0.9 },
      { label: 'a', score: 0.7 },
    ]).map(({ score }) => score);
    expect(scores).toEqual([0.6, 0.9, 0.7]);
  });
});

describe('vectors', () => {
  it('are drawn in as many columns as fit, the greatest at full height', () => {
    const strip = stripOf(Float32Array.from([0.5, -2, 1, 0]), 2);
    expect(strip).toEqual([-1, 0.5]);
    expect(stripOf(new Float32Array(100_000), 96)).toHaveLength(96);
    expect(stripOf([])).toEqual([]);
    expect(stripOf([Number.NaN, 1])).toEqual([0, 1]);
  });
});

describe('the tree', () => {
  it('counts and lists parts without walking all of them', () => {
    expect(countEntries({ a: 1, b: 2 })).toBe(2);
    expect(countEntries(flowFile('x'))).toBe(0);
    expect(firstEntries({ a: 1, b: 2 }, 1)).toEqual([['a', 1]]);
    expect(firstEntries(new Map([['k', 'v']]), 5)).toEqual([['k', 'v']]);
    expect(firstEntries(new Set(['v', 'w']), 1)).toEqual([['0', 'v']]);
  });

  it.each([
    ['"a\\nb"', 'a\nb'],
    ['384 numbers: 1, 1, 1, 1, …', new Float32Array(384).fill(1)],
    ['0 numbers', new Float32Array(0)],
    ['f (3 bytes, text/csv)', flowFile('text/csv')],
    ['no items', []],
    ['no keys', {}],
    ['null', null],
    ['undefined', undefined],
  ])('writes %s', (text, value) => expect(describeLeaf(value).text).toBe(text));
});
