import { highest } from './highest.ts';

/** How one token is drawn of all. */
export interface Sampling {
  /** Below 1 likely tokens become likelier still. */
  readonly temperature: number;
  /** Only so many of the likeliest; 0 for all. */
  readonly topK: number;
  /** Only the likeliest that together have at least this share of what is likely. */
  readonly topP: number;
}

/** From so many on sorting all costs less than finding each its place. */
const MANY = 2048;

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
  const top = scores[likeliest(scores)] ?? 0;
  const weightOf = (score: number): number => Math.exp((score - top) / temperature);
  const count = topK === 0 ? scores.length : Math.min(topK, scores.length);
  if (count <= MANY) {
    const ids = highest(scores, count);
    const weights = Float64Array.from(ids, (id) => weightOf(scores[id] ?? 0));
    return ids[drawn(weights.subarray(0, countOfShare(weights, topP)), random)] ?? 0;
  }
  const weights = new Float64Array(scores.length);
  for (let id = 0; id < scores.length; id++) weights[id] = weightOf(scores[id] ?? 0);
  if (count < scores.length || topP < 1) leaveOutUnlikely(weights, count, topP);
  return drawn(weights, random);
}

/** Leaves so many of the highest weights, and of those the ones that make up a share; of equal ones the first. */
function leaveOutUnlikely(weights: Float64Array, count: number, topP: number): void {
  // Whoever draws does not care for the order, and bare numbers are sorted in a tenth of the time.
  const sorted = Float64Array.from(weights).sort().reverse().subarray(0, count);
  const kept = countOfShare(sorted, topP);
  const least = sorted[kept - 1] ?? 0;
  let equal = 0;
  for (let at = kept - 1; at >= 0 && sorted[at] === least; at--) equal++;
  for (let id = 0; id < weights.length; id++) {
    const weight = weights[id] ?? 0;
    if (weight < least || (weight === least && equal-- <= 0)) weights[id] = 0;
  }
}

/** The place of the weight that a random number falls on. */
function drawn(weights: Float64Array, random: number): number {
  let left = random * sumOf(weights);
  let last = 0;
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] ?? 0;
    if (weight === 0) continue;
    left -= weight;
    if (left < 0) return at;
    last = at;
  }
  // What is left by rounding belongs to the last that may come.
  return last;
}

/** How many of the first weights make up a share of all. */
function countOfShare(weights: Float64Array, share: number): number {
  if (share === 1) return weights.length;
  const wanted = share * sumOf(weights);
  let sum = 0;
  for (let at = 0; at < weights.length; at++) {
    sum += weights[at] ?? 0;
    if (sum >= wanted) return at + 1;
  }
  return weights.length;
}

function sumOf(weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += weights[at] ?? 0;
  return sum;
}
