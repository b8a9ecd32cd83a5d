import type { LinearFit } from './logistic-regression.ts';

/** A head's file, as `src/models/heads` reads it. */
export interface SentimentHead {
  readonly labels: readonly string[];
  readonly weights: readonly (readonly number[])[];
  readonly bias: readonly number[];
}

/** The labels that transformers.js' own sentiment model has. */
const LABELS = ['NEGATIVE', 'POSITIVE'] as const;

/** A fit as a softmax over two labels: half of it for each, with opposite signs. Six digits are more than it knows. */
export function headOf({ weights, bias }: LinearFit): SentimentHead {
  const half = (sign: number) => [...weights].map((weight) => rounded((sign * weight) / 2));
  return {
    labels: LABELS,
    weights: [half(-1), half(1)],
    bias: [rounded(-bias / 2), rounded(bias / 2)],
  };
}

/** By how much two heads differ at most in how likely they think a POSITIVE is, over some vectors. */
export function differenceOf(a: SentimentHead, b: SentimentHead, vectors: readonly Float32Array[]): number {
  return Math.max(...vectors.map((vector) => Math.abs(likelihood(a, vector) - likelihood(b, vector))));
}

function likelihood({ weights, bias }: SentimentHead, vector: Float32Array): number {
  const [negative = 0, positive = 0] = weights.map((row, at) =>
    row.reduce((sum, weight, place) => sum + weight * (vector[place] ?? 0), bias[at] ?? 0),
  );
  return 1 / (1 + Math.exp(negative - positive));
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
