import { expect, test } from 'vitest';
import { claimsOf, ratiosOf } from '../../../scripts/bench/storage/claims.ts';
import type { Row, Section, Unit } from '../../bench/storage/job.ts';

function row(section: Section, name: string, unit: Unit, values: readonly number[]): Row {
  return { section, case: name, unit, values };
}

const claims = (rows: readonly Row[]) => claimsOf(rows, { steps: 1000 });

test('a ratio is one of times: of durations as they stand, of rates the other way round', () => {
  const ratios = ratiosOf([
    row('resume', 'to the first step', 'ms', [30]),
    row('resume', 'idb, open and read the journal', 'ms', [10]),
    row('writes', 'journal, async', 'events/s', [20]),
    row('writes', 'idb, one transaction', 'events/s', [30]),
  ]);
  expect(ratios).toEqual([
    { section: 'writes', case: 'journal, async', peer: 'idb, one transaction', value: 1.5 },
    { section: 'resume', case: 'to the first step', peer: 'idb, open and read the journal', value: 3 },
  ]);
});

test('a ratio is the median of those of the rounds, as far as both were measured in them', () => {
  const [ratio] = ratiosOf([
    row('steps', 'durability sync', 's', [2, 9, 40]),
    row('steps', 'durability none', 's', [1, 3, 10, 1000, 1000]),
  ]);
  expect(ratio?.value).toBe(3);
});

test('a mark is reached by the median that stands on it, and by none above it', () => {
  const async = (median: number) => claims([row('steps', 'durability async', 's', [0, median, 9])]);
  expect(async(2)).toEqual([
    { name: '1000 steps, durability async', unit: 's', value: 2, mark: 2, reached: true },
  ]);
  expect(async(2.01)).toMatchObject([{ reached: false }]);
  const resume = (median: number) => claims([row('resume', 'to the first step', 'ms', [0, median, 9000])]);
  expect(resume(1000)).toMatchObject([{ mark: 1000, reached: true }]);
  expect(resume(1001)).toMatchObject([{ mark: 1000, reached: false }]);
});

test('sync is told without a mark', () => {
  const [sync] = claims([row('steps', 'durability sync', 's', [5])]);
  expect(sync).toEqual({ name: '1000 steps, durability sync', unit: 's', value: 5 });
});

test('memory is what it grew by from the first look to the last, round by round', () => {
  const look = (rows: number, values: readonly number[]) => row('memory', `after ${rows} rows`, 'MB', values);
  const grown = (last: readonly number[]) =>
    claims([look(1000, [100, 50, 10]), look(5000, [7, 7, 7]), look(9000, last)]);
  expect(grown([104, 58, 300])).toEqual([
    {
      name: 'memory that stays from 1000 to 9000 rows',
      unit: 'MB',
      value: 8,
      mark: 8,
      reached: true,
    },
    { name: 'the same by row', unit: 'bytes', value: 1048.576 },
  ]);
  expect(grown([104, 59, 300])[0]).toMatchObject({ value: 9, reached: false });
});

test('what was not measured is not claimed', () => {
  const rows = [row('writes', 'journal, async', 'events/s', [1]), row('memory', 'after 10 rows', 'MB', [1])];
  expect(claims(rows)).toEqual([]);
  expect(ratiosOf(rows)).toEqual([]);
});
