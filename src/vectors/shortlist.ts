import type { CodedQuery } from './coded-vector.ts';
import { TopScores } from './top-scores.ts';

/** A row that may belong to the best, and the most that its exact score can be. */
export interface Candidate {
  readonly row: number;
  readonly atMost: number;
}

export interface ShortlistOrder {
  readonly query: CodedQuery;
  /** The dot products of the query's codes with those of each row. */
  readonly dots: Int32Array;
  /** Scale and error of each row. */
  readonly scales: Float32Array;
  readonly errors: Float32Array;
  /** How many are wanted. */
  readonly count: number;
  /** Rows below this exact score are not wanted. */
  readonly minScore?: number;
  /** Whether a row is looked at; all of them, if left out. */
  readonly accept?: (row: number) => boolean;
}

/** Room for the rounding of the few sums of doubles below, and of errors kept in 32 bits. */
const SLACK = 1e-6;

/**
 * The rows that can be among the best, those first that can be best. No other row can.
 *
 * With x = x' + e and y = y' + f, where x' and y' are what the codes say, x·y - x'·y' = e·y + x'·f. By Cauchy and Schwarz
 * that is at most |e||y| + |x'||f|, and |x'| is at most 127 times the scale times the root of the dimensions. A row
 * whose codes say s thus scores between s - bound and s + bound. Is its upper end below the lower ends of `count`
 * others, it is not among the best.
 */
export function shortlist(order: ShortlistOrder): readonly Candidate[] {
  const { query, dots, scales, errors, count, minScore = Number.NEGATIVE_INFINITY, accept } = order;
  const ofQuery = 127 * Math.sqrt(query.codes.length) * query.error;
  const boundOf = (row: number): number =>
    ((errors[row] as number) * query.length + (scales[row] as number) * ofQuery) * (1 + SLACK) +
    SLACK * query.scale * (scales[row] as number);
  const saidOf = (row: number): number => (dots[row] as number) * (scales[row] as number) * query.scale;
  const best = new TopScores(count);
  for (let row = 0; row < dots.length; row++) {
    const atLeast = saidOf(row) - boundOf(row);
    if (atLeast > best.least && (accept === undefined || accept(row))) best.add(atLeast);
  }
  const bar = Math.max(best.least, minScore);
  const candidates: Candidate[] = [];
  for (let row = 0; row < dots.length; row++) {
    const atMost = saidOf(row) + boundOf(row);
    if (atMost >= bar && (accept === undefined || accept(row))) candidates.push({ row, atMost });
  }
  return candidates.sort((a, b) => b.atMost - a.atMost);
}
