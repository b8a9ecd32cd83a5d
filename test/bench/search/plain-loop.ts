import { dot } from '../../../src/vectors/dot.ts';

/** What one writes without a library: every score in full, and a short sorted list of the best. */
export function plainLoop(vectors: readonly Float32Array[], query: Float32Array, topK: number): number[] {
  const rows: number[] = [];
  const scores: number[] = [];
  for (let row = 0; row < vectors.length; row++) {
    const score = dot(query, vectors[row] as Float32Array);
    if (rows.length === topK && score <= (scores[topK - 1] as number)) continue;
    let place = rows.length;
    while (place > 0 && score > (scores[place - 1] as number)) place--;
    rows.splice(place, 0, row);
    scores.splice(place, 0, score);
    rows.length = Math.min(rows.length, topK);
    scores.length = rows.length;
  }
  return rows;
}
