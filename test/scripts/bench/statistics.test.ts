import { expect, test } from 'vitest';
import { median, quantile, slope } from '../../bench/statistics.ts';

test.each([
  ['an odd number, out of order', [9, 1, 5], 5],
  ['an even number', [4, 1, 3, 2], 2.5],
  ['one', [7], 7],
  ['numbers, not texts', [10, 9, 100], 10],
])('the median of %s', (_, values, expected) => {
  expect(median(values)).toBe(expected);
});

test('the median of nothing is no number', () => {
  expect(median([])).toBeNaN();
});

test('quantiles lie between neighbours', () => {
  const values = [0, 10, 20, 30, 40];
  expect([0, 0.25, 0.375, 1].map((part) => quantile(values, part))).toEqual([0, 10, 15, 40]);
});

test('a slope leaves out what a run costs once', () => {
  const milliseconds = (steps: number) => 3 + steps * 0.002;
  const small = { steps: 900, milliseconds: milliseconds(900) };
  const large = { steps: 1000, milliseconds: milliseconds(1000) };
  expect(slope(small, large)).toBeCloseTo(2, 9);
});
