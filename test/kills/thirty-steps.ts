import type { StoredEvent, WitnessCall } from './stored-in-page.ts';

export const STEPS = 30;
const names = Array.from({ length: STEPS }, (_, place) => `s${place}`);

/** Three chains of ten steps. Each leaves a note whenever it is called, and takes 10 to 45 ms. */
export function thirtySteps(durability: 'sync' | 'async'): string {
  const steps = names.map((name, place) => {
    const needs = place < 3 ? '' : ` depends_on: [s${place - 3}],`;
    return `  - {name: ${name}, executor: witness,${needs} config: {label: ${name}, ms: ${10 + ((place * 7) % 36)}}}`;
  });
  return `name: thirty-${durability}\nconfig: {execution: {durability: ${durability}}}\nsteps:\n${steps.join('\n')}\n`;
}

export interface Finding {
  /** Steps that were called more than once: each was in flight at a kill. */
  readonly repeated: number;
}

/** Holds a run that is over against what has to be so. Throws where a step is missing, or was done twice. */
export function checkRun(
  flow: string,
  events: readonly StoredEvent[],
  calls: readonly WitnessCall[],
): Finding {
  let repeated = 0;
  for (const name of names) {
    const its = events.filter(({ step }) => step === name);
    const ends = its.filter(({ type }) => type === 'step_succeeded');
    if (ends.length !== 1) throw new Error(`${name} has ${ends.length} results in the journal of its run.`);
    const { outputs } = ends[0] ?? {};
    if ((outputs as { label?: unknown }).label !== name)
      throw new Error(`${name} has another step's result.`);
    const attempts = calls.filter(({ label }) => label === name).map(({ attempt }) => attempt);
    if (attempts.length === 0) throw new Error(`${name} has a result, and was never called.`);
    repeated += attempts.length > 1 ? 1 : 0;
    // Only `sync` has the start on the disk before the work begins.
    if (flow !== 'thirty-sync') continue;
    if (new Set(attempts).size !== attempts.length) {
      throw new Error(`${name} was called again in the same attempt: ${attempts.join(', ')}.`);
    }
    const started = new Set(its.filter(({ type }) => type === 'step_started').map(({ attempt }) => attempt));
    const unknown = attempts.filter((attempt) => !started.has(attempt));
    if (unknown.length > 0)
      throw new Error(`${name}: the journal knows nothing of attempt ${unknown.join(', ')}.`);
  }
  return { repeated };
}
