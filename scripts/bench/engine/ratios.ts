import type { Row } from '../../../test/bench/engine/measurement.ts';
import { median } from '../../../test/bench/statistics.ts';

/**
 * A claim about this engine's cost per step: a ratio stays at or below its mark.
 * A ratio is null where noise was larger than the cost itself, which then came out at nothing or less.
 */
export interface Ratio {
  readonly mark: number;
  /** By case where engines are compared on each; absent where cases of one engine are compared. */
  readonly cases?: Readonly<Record<string, number | null>>;
  /** The ratio itself, or the median over the cases. */
  readonly value: number | null;
  /** Whether the value is at or below the mark. What could not be measured reaches nothing. */
  readonly reached: boolean;
  /** Whether that holds in every case. */
  readonly reached_in_all: boolean;
}

const OURS = 'promptflow';

/** The claims that the rows of one environment speak of; those that lack a row are left out. */
export function ratiosOf(rows: readonly Row[]): Readonly<Record<string, Ratio>> {
  const ratios = {
    to_flowed: toPeer(rows, 'flowed', 2),
    to_langgraph: toPeer(rows, 'langgraph', 1 / 30),
    chain_1000_to_10: betweenCases(rows, 'chain-1000', 'chain-10', 1.2),
    fan_100_to_10: betweenCases(rows, 'fan-100', 'fan-10', 1.2),
  };
  return Object.fromEntries(
    Object.entries(ratios).filter((entry): entry is [string, Ratio] => entry[1] !== undefined),
  );
}

/** Whether a ratio is at or below its mark. */
export function isReached(ratio: number | null, mark: number): boolean {
  return ratio !== null && ratio <= mark;
}

function toPeer(rows: readonly Row[], peer: string, mark: number): Ratio | undefined {
  const cases: Record<string, number | null> = {};
  for (const { case: name, engine, us_per_step: ours } of rows) {
    const theirs = costOf(rows, name, peer);
    if (engine === OURS && theirs !== undefined) cases[name] = quotient(ours, theirs);
  }
  const all = Object.values(cases);
  if (all.length === 0) return undefined;
  const measured = all.filter((ratio) => ratio !== null);
  const value = measured.length === 0 ? null : median(measured);
  const reached_in_all = all.every((ratio) => isReached(ratio, mark));
  return { mark, cases, value, reached: isReached(value, mark), reached_in_all };
}

function betweenCases(rows: readonly Row[], one: string, other: string, mark: number): Ratio | undefined {
  const [above, below] = [costOf(rows, one, OURS), costOf(rows, other, OURS)];
  if (above === undefined || below === undefined) return undefined;
  const value = quotient(above, below);
  const reached = isReached(value, mark);
  return { mark, value, reached, reached_in_all: reached };
}

function costOf(rows: readonly Row[], name: string, engine: string): number | undefined {
  return rows.find((row) => row.case === name && row.engine === engine)?.us_per_step;
}

function quotient(one: number, other: number): number | null {
  return one > 0 && other > 0 ? one / other : null;
}
