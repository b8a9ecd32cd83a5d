export interface ScoredLabel {
  readonly label: string;
  readonly score: number;
}

/**
 * How sharply likeness becomes a share: a lead of 0.1 in cosine over one rival is a share of 0.8, one of 0.2 of 0.94.
 * Sentence embeddings seldom differ by more; shares are for comparing labels, they are no probabilities.
 */
const SHARPNESS = 14;

/**
 * The labels, best first, by the cosine of vectors of length 1.
 * One label: shares that add up to 1 (softmax). Several: each cosine by itself, negative ones as 0.
 */
export function rankLabels(
  text: Float32Array,
  labels: readonly string[],
  vectors: readonly Float32Array[],
  multiLabel: boolean,
): ScoredLabel[] {
  const cosines = vectors.map((vector) => dot(text, vector));
  const scores = multiLabel ? cosines.map((cosine) => Math.min(1, Math.max(0, cosine))) : softmax(cosines);
  return labels
    .map((label, index) => ({ label, score: scores[index] ?? 0 }))
    .sort((a, b) => b.score - a.score);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function softmax(values: readonly number[]): number[] {
  // The greatest is taken off first: exponents of large numbers overflow.
  const greatest = Math.max(...values);
  const powers = values.map((value) => Math.exp(SHARPNESS * (value - greatest)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
