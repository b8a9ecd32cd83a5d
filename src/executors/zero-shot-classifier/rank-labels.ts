export interface ScoredLabel {
  readonly label: string;
  readonly score: number;
}

/**
 * How sharply likeness becomes a share. Cosines of sentence embeddings of unlike texts differ by little over 0.1;
 * at 20 a lead of that much is a share of about 0.9 against one rival.
 */
const SHARPNESS = 20;

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
