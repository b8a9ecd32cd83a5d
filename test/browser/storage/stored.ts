import { openDB } from 'idb';
import type { RunEvent } from '../../../src/engine/index.ts';

/** The databases as they lie there, read past the code that is tested. */
export interface JournalEntry {
  readonly executionId: string;
  readonly sequence: number;
  readonly event: RunEvent;
}

/** A call of the executor `witness`. */
export interface WitnessCall {
  readonly run: string;
  readonly label: string;
  readonly attempt: number;
}

export async function journalOf(executionId: string): Promise<readonly JournalEntry[]> {
  const all = await allOf<JournalEntry>('prompt-flow', 'journal');
  return all.filter((entry) => entry.executionId === executionId);
}

/** Each call in a run, as `label attempt`, in order. */
export async function callsIn(executionId: string): Promise<readonly string[]> {
  const all = await allOf<WitnessCall>('witness', 'calls');
  return all.filter(({ run }) => run === executionId).map(({ label, attempt }) => `${label} ${attempt}`);
}

/** How many things the steps of a run have written down while they work. */
export async function checkpointsOf(executionId: string): Promise<number> {
  const all = await allOf<{ executionId: string }>('prompt-flow', 'checkpoints');
  return all.filter((entry) => entry.executionId === executionId).length;
}

/** The run that a step of another is; undefined while there is none. */
export async function childOf(executionId: string): Promise<string | undefined> {
  const runs = await allOf<{ executionId: string; parent?: string }>('prompt-flow', 'runs');
  return runs.find(({ parent }) => parent === executionId)?.executionId;
}

/** Puts something else in the place of an entry of a journal; nothing at all removes it. */
export async function spoilJournal(executionId: string, sequence: number, event?: unknown): Promise<void> {
  const database = await openDB('prompt-flow');
  if (event === undefined) await database.delete('journal', [executionId, sequence]);
  else await database.put('journal', { executionId, sequence, event });
  database.close();
}

async function allOf<T>(name: string, store: string): Promise<readonly T[]> {
  const database = await openDB(name);
  try {
    // The witness makes its database at its first call.
    return database.objectStoreNames.contains(store) ? ((await database.getAll(store)) as T[]) : [];
  } finally {
    database.close();
  }
}

/** Puts something else in the place of a record of queues or tasks; nothing at all removes it. */
export async function spoil(
  store: 'queues' | 'tasks' | 'results',
  key: string,
  change?: (record: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): Promise<void> {
  const database = await openDB('prompt-flow');
  if (change === undefined) await database.delete(store, key);
  else await database.put(store, change(await database.get(store, key)));
  database.close();
}
