import type { RunHistory } from '../engine/index.ts';
import { FlowError } from '../errors/index.ts';
import { IndexedDbStepCache } from './cache/indexed-db-step-cache.ts';
import { openDatabase } from './database/open-database.ts';
import { IndexedDbFileStore } from './files/indexed-db-file-store.ts';
import { MemoryFileStore } from './files/memory-file-store.ts';
import { StoredFiles } from './files/stored-files.ts';
import { sweepFiles } from './files/sweep-files.ts';
import { IndexedDbRunHistory } from './history/indexed-db-run-history.ts';
import { IndexedDbRunStore } from './runs/indexed-db-run-store.ts';

/** What a page keeps things in. */
export interface Storage {
  readonly files: StoredFiles;
  readonly history: RunHistory;
  /** What only a database gives. */
  readonly lasting?: { readonly runs: IndexedDbRunStore; readonly cache: IndexedDbStepCache };
  /** Why nothing lasts longer than the page. */
  readonly fault?: FlowError;
}

/**
 * Opens the database, or memory where there is none. Resolves always.
 *
 * @param brought names of executors that the page brought
 */
export async function openStorage(brought: ReadonlySet<string>): Promise<Storage> {
  const store = new IndexedDbFileStore();
  const runs = new IndexedDbRunStore(brought);
  const history = new IndexedDbRunHistory(runs, store);
  try {
    await openDatabase();
  } catch (thrown) {
    // Some browsers refuse IndexedDB in private windows: the page works all the same.
    return { files: new StoredFiles(new MemoryFileStore()), history, fault: FlowError.from(thrown) };
  }
  sweepFiles().catch((thrown: unknown) => console.warn('Old files could not be removed.', thrown));
  return { files: new StoredFiles(store), history, lasting: { runs, cache: new IndexedDbStepCache() } };
}
