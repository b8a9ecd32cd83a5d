import { expect, test } from 'vitest';
import { rankLabels } from '../../src/executors/zero-shot-classifier/rank-labels.ts';

const text = Float32Array.of(1, 0);
const vectors = [Float32Array.of(0, 1), Float32Array.of(1, 0), Float32Array.of(-1, 0)];

test('one label: shares that add up to 1, best first', () => {
  const scores = rankLabels(text, ['a', 'b', 'c'], vectors, false);
  expect(scores.map(({ label }) => label)).toEqual(['b', 'a', 'c']);
  expect(scores.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 10);
  expect(scores[0]?.score).toBeGreaterThan(0.99);
});

test('several labels: each by its own likeness', () => {
  expect(rankLabels(text, ['a', 'b', 'c'], vectors, true)).toEqual([
    { label: 'b', score: 1 },
    { label: 'a', score: 0 },
    { label: 'c', score: 0 },
  ]);
});
