import { z } from 'zod';
import { FlowError, nearestName } from '../../../../errors/index.ts';

const STOP = 'has to be a text that is not empty, or a list of such';
const stopText = z.string(STOP).min(1, STOP);
const flag = z.boolean('has to be true or false');

function number(fits: (value: number) => boolean, range: string) {
  const error = `has to be ${range}`;
  return z.number(error).refine(fits, { error });
}

const wholeNumber = (least: number, most: number, range: string) =>
  number((value) => Number.isInteger(value) && value >= least && value <= most, `a whole number ${range}`);

const LARGEST_SEED = 2 ** 32 - 1;

const optionsSchema = z.strictObject({
  max_new_tokens: wholeNumber(1, Number.POSITIVE_INFINITY, 'from 1 on').default(256),
  do_sample: flag.optional(),
  temperature: number((value) => value >= 0 && value <= 100, 'a number from 0 to 100').optional(),
  top_k: wholeNumber(0, Number.POSITIVE_INFINITY, 'from 0 on, where 0 is all tokens').optional(),
  top_p: number((value) => value > 0 && value <= 1, 'a number above 0, and at most 1').optional(),
  repetition_penalty: number((value) => value > 0, 'a number above 0, where 1 is none').optional(),
  seed: wholeNumber(0, LARGEST_SEED, `from 0 to ${LARGEST_SEED}`).optional(),
  stop: z.union([stopText, z.array(stopText)], STOP).default([]),
  system: z.string('has to be a text').min(1, 'has to be a text that is not empty').optional(),
  response_schema: z.unknown().optional(),
  return_full_text: flag.default(true),
});

/** How a text is to be written. */
export interface GenerationOptions {
  readonly maxNewTokens: number;
  /** Undefined where the likeliest token is taken each time. */
  readonly sampling: SamplingOptions | undefined;
  readonly repetitionPenalty: number | undefined;
  readonly stops: readonly string[];
  readonly system: string | undefined;
  readonly responseSchema: unknown;
  readonly returnFullText: boolean;
}

/** What is left out the model's own settings decide. */
export interface SamplingOptions {
  readonly temperature: number | undefined;
  readonly topK: number | undefined;
  readonly topP: number | undefined;
  readonly seed: number;
}

/** Reads the options of the task. Throws `option_invalid`, which names the option and what it may be. */
export function readOptions(given: Readonly<Record<string, unknown>>): GenerationOptions {
  const { data, error } = optionsSchema.safeParse(given);
  if (data === undefined) throw faultOf(error.issues[0]);
  const { do_sample, temperature, top_k, top_p, seed, stop, response_schema } = data;
  const stops = typeof stop === 'string' ? [stop] : stop;
  if (stops.length > 0 && response_schema !== undefined) {
    const hint = 'Leave one of the two out: an answer by a schema ends when it is whole.';
    throw new FlowError('option_invalid', '"stop" and "response_schema" do not go together.', { hint });
  }
  const isWished = [temperature, top_k, top_p, seed].some((value) => value !== undefined);
  // Nothing is left to chance at a temperature of 0, as other engines have it.
  const isSampled = (do_sample ?? isWished) && temperature !== 0;
  return {
    maxNewTokens: data.max_new_tokens,
    sampling: isSampled
      ? { temperature, topK: top_k, topP: top_p, seed: seed ?? Math.floor(Math.random() * LARGEST_SEED) }
      : undefined,
    repetitionPenalty: data.repetition_penalty,
    stops,
    system: data.system,
    responseSchema: response_schema,
    returnFullText: data.return_full_text,
  };
}

function faultOf(issue: z.core.$ZodIssue | undefined): FlowError {
  const known = Object.keys(optionsSchema.shape);
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const near = nearestName(key, known);
    const hint = near === undefined ? `Its options: ${known.join(', ')}.` : `Did you mean ${near}?`;
    return new FlowError('option_invalid', `text-generation has no option "${key}".`, { hint });
  }
  const key = String(issue?.path[0] ?? 'options');
  return new FlowError('option_invalid', `"${key}" ${issue?.message ?? 'is not what it has to be'}.`, {
    hint: 'Change it, or leave it out.',
  });
}
