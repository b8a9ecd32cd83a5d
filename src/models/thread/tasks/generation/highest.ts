/**
 * The ids of the highest scores, the highest first, of equal ones the first first; none that is minus infinity.
 * A vocabulary has 150,000 tokens, and sorting it takes longer than some models take for a token: only those are put in
 * order that are wanted.
 */
export function highest(scores: Float32Array, count: number): readonly number[] {
  const ids: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < scores.length; id++) {
    const score = scores[id] ?? Number.NEGATIVE_INFINITY;
    if (score <= least) continue;
    ids.splice(placeOf(score, ids, scores), 0, id);
    if (ids.length > count) ids.pop();
    if (ids.length === count) least = scores[ids[count - 1] ?? 0] ?? least;
  }
  return ids;
}

/** The first place whose score is lower. */
function placeOf(score: number, ids: readonly number[], scores: Float32Array): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scores[ids[middle] ?? 0] ?? 0) < score) high = middle;
    else low = middle + 1;
  }
  return low;
}
