import { cancellationOf, FlowError } from '../../errors/index.ts';

const PREFIX = 'prompt-flow/run/';

/** Lets go of a run. */
export type LetGo = () => void;

/**
 * Makes this tab the owner of a run: a lock that the browser takes back when the tab ends, however it ends.
 * Rejects with `run_elsewhere` while somebody has it.
 */
export async function ownRun(executionId: string): Promise<LetGo> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`${PREFIX}${executionId}`, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          reject(runElsewhere(executionId));
          return undefined;
        }
        return new Promise<void>((letGo) => resolve(letGo));
      })
      .catch(reject);
  });
}

/** The same, but waits until whoever has it lets go. Rejects with the signal's reason. */
export async function waitForRun(executionId: string, signal?: AbortSignal): Promise<LetGo> {
  return new Promise((resolve, reject) => {
    const options = signal === undefined ? {} : { signal };
    navigator.locks
      .request(`${PREFIX}${executionId}`, options, () => new Promise<void>((letGo) => resolve(letGo)))
      .catch((thrown: unknown) => reject(signal?.aborted === true ? cancellationOf(signal) : thrown));
  });
}

/** The runs that some tab owns right now. */
export async function ownedRuns(): Promise<ReadonlySet<string>> {
  const { held = [] } = await navigator.locks.query();
  const names = held.flatMap(({ name }) => (name?.startsWith(PREFIX) === true ? [name] : []));
  return new Set(names.map((name) => name.slice(PREFIX.length)));
}

export function runElsewhere(executionId: string): FlowError {
  const hint = 'Wait for its end, or close the other tab.';
  return new FlowError('run_elsewhere', `The run ${executionId} goes on already, here or in another tab.`, {
    hint,
  });
}
