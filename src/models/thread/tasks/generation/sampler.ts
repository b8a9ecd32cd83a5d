/** How one token is drawn of all. */
export interface Sampling {
  /** Below 1 likely tokens become likelier still. */
  readonly temperature: number;
  /** Only so many of the likeliest; 0 for all. */
  readonly topK: number;
  /** Only the likeliest that together have at least this share of what is likely. */
  readonly topP: number;
}

/** The id of the highest score; of equal ones the first. */
export function likeliest(scores: Float32Array): number {
  let best = 0;
  for (let id = 1; id < scores.length; id++) if ((scores[id] ?? 0) > (scores[best] ?? 0)) best = id;
  return best;
}

/**
 * Draws a token by its score. The same scores and the same random number give the same token, in whatever worker.
 *
 * @param scores of each token, as logarithms; minus infinity for those that must not come
 * @param random from 0 up to, but without, 1
 */
export function drawToken(
  scores: Float32Array,
  { temperature, topK, topP }: Sampling,
  random: number,
): number {
  const ids = candidates(scores, topK, topP < 1);
  const top = scores[likeliestOf(ids, scores)] ?? 0;
  const weights = Float64Array.from(ids, (id) => Math.exp(((scores[id] ?? 0) - top) / temperature));
  let total = weights.reduce((sum, weight) => sum + weight, 0);
  let count = ids.length;
  if (topP < 1) [count, total] = nucleus(weights, topP * total);
  let left = random * total;
  for (let at = 0; at < count; at++) {
    left -= weights[at] ?? 0;
    if (left < 0) return ids[at] ?? 0;
  }
  // What is left by rounding belongs to the last.
  return ids[count - 1] ?? 0;
}

/** How many of the first weights make up a share, and what they are together. */
function nucleus(weights: Float64Array, share: number): [number, number] {
  let sum = 0;
  for (const [at, weight] of weights.entries()) {
    sum += weight;
    if (sum >= share) return [at + 1, sum];
  }
  return [weights.length, sum];
}

function candidates(scores: Float32Array, topK: number, inOrder: boolean): number[] {
  const ids: number[] = [];
  for (const [id, score] of scores.entries()) if (score > Number.NEGATIVE_INFINITY) ids.push(id);
  const isCut = topK > 0 && topK < ids.length;
  if (!isCut && !inOrder) return ids;
  const threshold = isCut ? nthScore(scores, ids, topK) : Number.NEGATIVE_INFINITY;
  // Sorting a vocabulary takes longer than some models take for a token: only those are sorted that may be drawn.
  const near = ids.filter((id) => (scores[id] ?? 0) >= threshold);
  near.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  return isCut ? near.slice(0, topK) : near;
}

/** The score that so many have or exceed. */
function nthScore(scores: Float32Array, ids: readonly number[], count: number): number {
  const sorted = Float32Array.from(ids, (id) => scores[id] ?? 0).sort();
  return sorted[sorted.length - count] ?? Number.NEGATIVE_INFINITY;
}

function likeliestOf(ids: readonly number[], scores: Float32Array): number {
  let best = ids[0] ?? 0;
  for (const id of ids) if ((scores[id] ?? 0) > (scores[best] ?? 0)) best = id;
  return best;
}
