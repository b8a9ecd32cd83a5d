import { expect, test } from 'vitest';
import { pickObjects } from '../../../src/models/thread/tasks/objects-in-images/pick-objects.ts';

const LABELS = { 0: 'cat', 1: 'dog' };

type Box = readonly [top: number, left: number, bottom: number, right: number];

function candidates(...given: readonly (readonly [box: Box, ...scores: number[]])[]) {
  return {
    boxes: Float32Array.from(given.flatMap(([box]) => box)),
    scores: Float32Array.from(given.flatMap(([, ...scores]) => scores)),
  };
}

const LEFT: Box = [0, 0, 1, 0.5];
const RIGHT: Box = [0, 0.5, 1, 1];
/** Has 0.9 in common with LEFT, as a share of what both cover. */
const NEARLY_LEFT: Box = [0, 0.05, 1, 0.5];
/** Has 0.6 in common with LEFT. */
const ROUGHLY_LEFT: Box = [0, 0, 0.6, 0.5];
/** Has 0.4 in common with LEFT. */
const HARDLY_LEFT: Box = [0, 0, 0.4, 0.5];

test('of boxes around the same thing the surest stays', () => {
  const found = candidates([NEARLY_LEFT, 0.7, 0], [LEFT, 0.9, 0], [RIGHT, 0.8, 0]);
  expect(pickObjects(found, LABELS, 0.5)).toEqual([
    { label: 'cat', score: Math.fround(0.9), box: { top: 0, left: 0, bottom: 1, right: 0.5 } },
    { label: 'cat', score: Math.fround(0.8), box: { top: 0, left: 0.5, bottom: 1, right: 1 } },
  ]);
});

test('a box names one thing, and boxes of two things stay unless they are nearly the same', () => {
  const rough = candidates([LEFT, 0.9, 0.6], [ROUGHLY_LEFT, 0, 0.8]);
  expect(pickObjects(rough, LABELS, 0.5).map(({ label }) => label)).toEqual(['cat', 'dog']);
  const near = candidates([LEFT, 0.9, 0.6], [NEARLY_LEFT, 0, 0.8]);
  expect(pickObjects(near, LABELS, 0.5).map(({ label }) => label)).toEqual(['cat']);
  const alike = candidates([LEFT, 0, 0.9], [ROUGHLY_LEFT, 0, 0.8]);
  expect(pickObjects(alike, LABELS, 0.5)).toHaveLength(1);
  const apart = candidates([LEFT, 0, 0.9], [HARDLY_LEFT, 0, 0.8]);
  expect(pickObjects(apart, LABELS, 0.5)).toHaveLength(2);
});

test('small boxes far from each other have nothing in common', () => {
  const apart = candidates([[0, 0, 0.25, 0.25], 0.9, 0], [[0.5, 0.5, 0.75, 0.75], 0.8, 0]);
  expect(pickObjects(apart, LABELS, 0.5)).toHaveLength(2);
});

test('what is below the threshold, or of a kind without a name, is left out', () => {
  const found = candidates([LEFT, 0.49, 0, 0.99], [RIGHT, 0, 0.5, 0.99]);
  expect(pickObjects(found, LABELS, 0.5)).toMatchObject([{ label: 'dog', score: 0.5 }]);
  expect(pickObjects(found, LABELS, 0.6)).toEqual([]);
});

test('a box that reaches beyond the image ends at its edge', () => {
  const found = candidates([[-0.2, -0.1, 1.3, 0.5], 0.9, 0]);
  expect(pickObjects(found, LABELS, 0.5)[0]?.box).toEqual({ top: 0, left: 0, bottom: 1, right: 0.5 });
});

test('there may be nothing at all', () => {
  expect(pickObjects(candidates(), LABELS, 0.5)).toEqual([]);
});
