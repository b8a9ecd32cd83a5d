import type { Row } from '../../../test/bench/models/job.ts';
import { median } from '../../../test/bench/statistics.ts';

/** A claim in one figure, and the mark that it is held against. */
export interface Claim {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly mark: number;
  readonly reached: boolean;
}

export function claimsOf(rows: readonly Row[]): readonly Claim[] {
  return [
    ...overBare(rows),
    ...ratio(
      rows,
      'throughput of transformers.js in one padded batch, on as many cores',
      /^ours, 2 cores$/,
      /padded batch, 2 threads$/,
      4.5,
    ),
    ...ratio(
      rows,
      'throughput of transformers.js one by one on one thread',
      /^ours, 2 cores$/,
      /one by one, 1 thread$/,
      1.7,
    ),
    ...atMost(
      rows,
      'time to the first vector in a fresh worker, of that of transformers.js',
      /^from storage: ours$/,
      /^from storage: transformers/,
      0.75,
    ),
    ...atMost(
      rows,
      'second visit, of that of transformers.js from its own cache',
      /^from storage: ours$/,
      /^from storage: transformers/,
      1.1,
    ),
    ...atMost(
      rows,
      'recovery after a poisoned run, of a fresh worker',
      /^after a poisoned run/,
      /^from storage: ours$/,
      1.5,
    ),
  ];
}

/** A call may cost 2 ms or 5 % more than the runtime by itself. */
function overBare(rows: readonly Row[]): readonly Claim[] {
  return rows.flatMap((row) => {
    if (row.section !== 'calls' || !row.case.endsWith(': ours')) return [];
    const bare = find(rows, new RegExp(`^${row.case.replace(': ours', ': onnxruntime-web')}$`));
    if (bare === undefined) return [];
    const over = median(row.values.map((value, round) => value - (bare.values[round] ?? Number.NaN)));
    const mark = Math.max(2, median(bare.values) * 0.05);
    const name = `over onnxruntime-web by itself: ${row.case.replace(': ours', '')}`;
    return [{ name, unit: 'ms', value: over, mark, reached: over <= mark }];
  });
}

function ratio(
  rows: readonly Row[],
  name: string,
  ours: RegExp,
  theirs: RegExp,
  mark: number,
): readonly Claim[] {
  const value = ratioOf(rows, ours, theirs);
  return value === undefined ? [] : [{ name, unit: '×', value, mark, reached: value >= mark }];
}

function atMost(
  rows: readonly Row[],
  name: string,
  ours: RegExp,
  theirs: RegExp,
  mark: number,
): readonly Claim[] {
  const value = ratioOf(rows, ours, theirs);
  return value === undefined ? [] : [{ name, unit: '×', value, mark, reached: value <= mark }];
}

/** The median over the rounds, of which each measured both. */
function ratioOf(rows: readonly Row[], ours: RegExp, theirs: RegExp): number | undefined {
  const [one, other] = [find(rows, ours), find(rows, theirs)];
  if (one === undefined || other === undefined) return undefined;
  return median(one.values.map((value, round) => value / (other.values[round] ?? Number.NaN)));
}

function find(rows: readonly Row[], pattern: RegExp): Row | undefined {
  return rows.find(({ case: name }) => pattern.test(name));
}
