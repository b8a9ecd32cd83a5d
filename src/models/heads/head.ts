import { z } from 'zod';
import { FlowError } from '../../errors/index.ts';

/** The one file of a head. */
export const HEAD_FILE = 'head.json';

const form = z
  .object({
    labels: z.array(z.string().min(1)).min(2),
    /** A row of numbers for each label, as many as a vector has. */
    weights: z.array(z.array(z.number())),
    bias: z.array(z.number()),
  })
  .refine(
    ({ labels, weights, bias }) =>
      weights.length === labels.length &&
      bias.length === labels.length &&
      weights.every((row) => row.length === weights[0]?.length),
    { error: 'It has to have a row of weights and a bias for each label, all rows of one length.' },
  );

/** What tells the vectors of another model apart: a linear layer, as logistic regression trains it. */
export type Head = z.infer<typeof form>;

/** A label and how likely it is, from 0 to 1. */
export interface LabelScore {
  readonly label: string;
  readonly score: number;
}

/** Reads a head's file. Rejects with `model_invalid`. */
export async function readHead(model: string, file: Blob | undefined): Promise<Head> {
  const hint = 'Take the model from where it came from once more.';
  try {
    return form.parse(JSON.parse((await file?.text()) ?? ''));
  } catch (cause) {
    throw new FlowError('model_invalid', `${HEAD_FILE} of ${model} is no head of a model.`, { hint, cause });
  }
}

/**
 * Tells what a vector is: the softmax of the head's linear layer, the likeliest label first.
 *
 * @example
 * classify({ labels: ['no', 'yes'], weights: [[0], [2]], bias: [0, 0] }, Float32Array.of(1))[0]; // yes, 0.88
 */
export function classify({ labels, weights, bias }: Head, vector: Float32Array): readonly LabelScore[] {
  const logits = weights.map((row, label) => {
    let sum = bias[label] ?? 0;
    for (const [at, weight] of row.entries()) sum += weight * (vector[at] ?? 0);
    return sum;
  });
  const most = Math.max(...logits);
  // The largest is taken away first, or a large one would be infinite.
  const powers = logits.map((logit) => Math.exp(logit - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return labels
    .map((label, at) => ({ label, score: (powers[at] ?? 0) / total }))
    .sort((a, b) => b.score - a.score);
}
