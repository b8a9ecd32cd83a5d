import type { StoredTrail } from './stored-in-page.ts';

/**
 * Holds a run that is over, whose steps are calls of `witness` labelled by their names, against what has to be so.
 * Throws where a step is missing or has two results. Gives how many steps were called more than once: each was in
 * flight at a kill.
 *
 * @param isSync whether each start is on the disk before the work begins: then every call is an attempt of its own that
 *   the journal knows
 */
export function checkTrail(
  steps: readonly string[],
  { events, calls }: StoredTrail,
  isSync: boolean,
): { readonly repeated: number } {
  let repeated = 0;
  for (const name of steps) {
    const its = events.filter(({ step }) => step === name);
    const ends = its.filter(({ type }) => type === 'step_succeeded');
    if (ends.length !== 1) throw new Error(`${name} has ${ends.length} results in the journal of its run.`);
    const { outputs } = ends[0] ?? {};
    if ((outputs as { label?: unknown }).label !== name)
      throw new Error(`${name} has another step's result.`);
    const attempts = calls.filter(({ label }) => label === name).map(({ attempt }) => attempt);
    if (attempts.length === 0) throw new Error(`${name} has a result, and was never called.`);
    repeated += attempts.length > 1 ? 1 : 0;
    if (!isSync) continue;
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
