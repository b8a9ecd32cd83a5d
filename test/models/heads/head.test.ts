import { expect, test } from 'vitest';
import { classify, readHead } from '../../../src/models/heads/head.ts';

const head = {
  labels: ['bad', 'good'],
  weights: [
    [-1, 0.5],
    [1, -0.5],
  ],
  bias: [0.25, -0.25],
};

test('labels come with the softmax of the linear layer, the likeliest first', () => {
  const [first, second] = classify(head, Float32Array.of(1, 1));
  // Logits: -0.25 and 0.25.
  const likely = 1 / (1 + Math.exp(-0.5));
  expect(first).toEqual({ label: 'good', score: expect.closeTo(likely, 12) });
  expect(second).toEqual({ label: 'bad', score: expect.closeTo(1 - likely, 12) });
});

test('large logits are no numbers out of range', () => {
  expect(classify(head, Float32Array.of(2000, 0))).toEqual([
    { label: 'good', score: 1 },
    { label: 'bad', score: 0 },
  ]);
});

test.each([
  ['nothing', undefined],
  ['no JSON', new Blob(['{'])],
  ['a row too few', new Blob([JSON.stringify({ ...head, weights: [[1, 2]] })])],
  ['rows of two lengths', new Blob([JSON.stringify({ ...head, weights: [[1, 2], [1]] })])],
  ['a bias too few', new Blob([JSON.stringify({ ...head, bias: [0] })])],
  ['one label', new Blob([JSON.stringify({ labels: ['a'], weights: [[1]], bias: [0] })])],
])('%s is no head', async (_case, file) => {
  await expect(readHead('some/model', file)).rejects.toMatchObject({
    code: 'model_invalid',
    message: 'head.json of some/model is no head of a model.',
  });
});

test('a head is read as it was written', async () => {
  expect(await readHead('some/model', new Blob([JSON.stringify(head)]))).toEqual(head);
});
