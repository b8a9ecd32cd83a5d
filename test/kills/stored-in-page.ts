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

/** A call of the executor `witness`. */
export interface WitnessCall {
  readonly run: string;
  readonly label: string;
  readonly attempt: number;
}

export const storedRuns = (page: Page): Promise<readonly StoredRun[]> => allOf(page, 'prompt-flow', 'runs');

export async function storedEvents(page: Page, executionId: string): Promise<readonly StoredEvent[]> {
  const all = await allOf<{ executionId: string; event: StoredEvent }>(page, 'prompt-flow', 'journal');
  return all.filter((entry) => entry.executionId === executionId).map(({ event }) => event);
}

export async function witnessCalls(page: Page, executionId: string): Promise<readonly WitnessCall[]> {
  const all = await allOf<WitnessCall>(page, 'witness', 'calls');
  return all.filter(({ run }) => run === executionId);
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
