import { LogitsProcessor, type Tensor } from '@huggingface/transformers';
import type { JsonWriter } from './json-writer.ts';
import { drawToken, likeliest, type Sampling } from './sampler.ts';

export interface TokenChoice {
  /** Undefined where the likeliest token is taken. */
  readonly sampling: Sampling | undefined;
  /** Random numbers from 0 up to, but without, 1. */
  readonly random: () => number;
  /** What the text is held to. */
  readonly json: JsonWriter | undefined;
  /** The tokens that end an answer. */
  readonly ends: readonly number[];
}

/**
 * Chooses each next token, as the last of transformers.js' processors: it leaves one token that is possible, which the
 * library then takes for the likeliest. Its own sampler knows no seed for one call alone and no limits that change.
 */
export class TokenChooser extends LogitsProcessor {
  private readonly choice: TokenChoice;

  constructor(choice: TokenChoice) {
    super();
    this.choice = choice;
  }

  override _call(_ids: bigint[][], logits: Tensor): Tensor {
    const { sampling, random, json, ends } = this.choice;
    // The library hands them over as float32.
    const scores = logits.data as Float32Array;
    json?.narrow(scores, ends, sampling === undefined ? 1 : sampling.topK || Number.POSITIVE_INFINITY);
    const token = sampling === undefined ? likeliest(scores) : drawToken(scores, sampling, random());
    scores.fill(Number.NEGATIVE_INFINITY);
    scores[token] = 0;
    return logits;
  }
}
