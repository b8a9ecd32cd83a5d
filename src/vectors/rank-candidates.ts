import { dot } from './dot.ts';
import type { Candidate } from './shortlist.ts';

export interface RankedRow {
  readonly row: number;
  /** The exact dot product with the query. */
  readonly score: number;
}

export interface RankOrder {
  readonly query: Float32Array;
  readonly candidates: readonly Candidate[];
  readonly count: number;
  readonly minScore?: number;
  readonly vectorOf: (row: number) => Float32Array;
  /** Of two rows of the same score, which comes first; a negative number is the first. */
  readonly tie: (a: number, b: number) => number;
}

/** The best rows by their exact scores, out of those that a shortlist left. */
export function rankCandidates(order: RankOrder): readonly RankedRow[] {
  const { query, candidates, count, minScore = Number.NEGATIVE_INFINITY, vectorOf, tie } = order;
  const ranked: RankedRow[] = [];
  const before = (a: RankedRow, b: RankedRow): number => b.score - a.score || tie(a.row, b.row);
  for (const { row, atMost } of candidates) {
    // Those that follow can score no more than this one can: once it is too little, so are they.
    const last = ranked[count - 1];
    if (last !== undefined && atMost < last.score) break;
    const score = dot(query, vectorOf(row));
    if (score < minScore) continue;
    const found = { row, score };
    if (last !== undefined && before(last, found) <= 0) continue;
    let place = ranked.length;
    while (place > 0 && before(found, ranked[place - 1] as RankedRow) < 0) place--;
    ranked.splice(place, 0, found);
    if (ranked.length > count) ranked.pop();
  }
  return ranked;
}
