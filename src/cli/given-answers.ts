import { UsageError } from './exit-codes.ts';

/** Answers to questions, by the name of the step that asks. */
export interface GivenAnswers {
  readonly bySteps: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Where files that are named in them lie. */
  readonly folder: string;
}

export const NO_ANSWERS: GivenAnswers = { bySteps: {}, folder: '.' };

/** Reads `--answer STEP=JSON`, and the plain `STEP=yes` and `STEP=no`. The last one for a step counts. */
export function readGivenAnswers(pairs: readonly string[]): GivenAnswers {
  const bySteps = pairs.map((pair) => {
    const split = pair.indexOf('=');
    if (split < 1) throw new UsageError(`--answer takes STEP=yes, STEP=no or STEP=JSON, and got "${pair}".`);
    const step = pair.slice(0, split);
    const answer = answerOf(parsed(pair.slice(split + 1)));
    if (answer !== undefined) return [step, answer] as const;
    throw new UsageError(`The answer to "${step}" has to be yes, no or a map as JSON: "${pair}".`);
  });
  return { bySteps: Object.fromEntries(bySteps), folder: '.' };
}

/** A yes, a no or a form that is filled in, as `respond` takes it; undefined for anything else. */
export function answerOf(written: unknown): Readonly<Record<string, unknown>> | undefined {
  if (written === true || written === 'yes') return { approved: true };
  if (written === false || written === 'no') return { approved: false };
  const isMap = typeof written === 'object' && written !== null && !Array.isArray(written);
  return isMap ? (written as Record<string, unknown>) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
