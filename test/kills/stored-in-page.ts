import type { Page } from 'playwright';

export interface StoredRun {
  readonly executionId: string;
  readonly flow: string;
  readonly status: string;
}

export interface StoredEvent {
  readonly type: string;
  readonly step?: string;
  readonly attempt?: number;
  readonly outputs?: unknown;
}

export interface StoredTask {
  readonly taskId: string;
  readonly executionId: string;
  readonly queue: string;
  readonly idempotencyKey: string;
  readonly status: string;
  readonly attempts: number;
}

/** A call of the executor `witness`. */
export interface WitnessCall {
  readonly run: string;
  readonly label: string;
  readonly attempt: number;
}

/** What is written down of one run: by the engine, and by the executor that did its steps. */
export interface StoredTrail {
  readonly events: readonly StoredEvent[];
  readonly calls: readonly WitnessCall[];
}

export const storedRuns = (page: Page): Promise<readonly StoredRun[]> => allOf(page, 'prompt-flow', 'runs');

export const storedTasks = (page: Page): Promise<readonly StoredTask[]> =>
  allOf(page, 'prompt-flow', 'tasks');

/** What the store knows of each file. */
export const storedFiles = (page: Page): Promise<readonly unknown[]> => allOf(page, 'prompt-flow', 'files');

/** The trail of every run, by its id. */
export async function storedTrails(page: Page): Promise<(executionId: string) => StoredTrail> {
  const trails = new Map<string, { events: StoredEvent[]; calls: WitnessCall[] }>();
  const trailOf = (executionId: string) => {
    const trail = trails.get(executionId) ?? { events: [], calls: [] };
    trails.set(executionId, trail);
    return trail;
  };
  const journal = await allOf<{ executionId: string; event: StoredEvent }>(page, 'prompt-flow', 'journal');
  for (const { executionId, event } of journal) trailOf(executionId).events.push(event);
  for (const call of await allOf<WitnessCall>(page, 'witness', 'calls')) trailOf(call.run).calls.push(call);
  return trailOf;
}

/** Reads a store as it lies in the profile, past the code that is tested. A database that is not there yet is empty. */
function allOf<T>(page: Page, database: string, store: string): Promise<readonly T[]> {
  return page.evaluate(
    async ([name, from]) => {
      if (!(await indexedDB.databases()).some((each) => each.name === name)) return [];
      const opened = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      try {
        if (!opened.objectStoreNames.contains(from)) return [];
        return await new Promise<T[]>((resolve, reject) => {
          const request = opened.transaction(from).objectStore(from).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      } finally {
        opened.close();
      }
    },
    [database, store] as const,
  );
}
