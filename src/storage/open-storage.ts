import type { RunHistory, TaskServices } from '../engine/index.ts';
import { FlowError } from '../errors/index.ts';
import { MemoryWeightStore } from '../models/weights/memory-weight-store.ts';
import type { WeightStore } from '../models/weights/weight-store.ts';
import { IndexedDbStepCache } from './cache/indexed-db-step-cache.ts';
import { openDatabase } from './database/open-database.ts';
import { IndexedDbFileStore } from './files/indexed-db-file-store.ts';
import { MemoryFileStore } from './files/memory-file-store.ts';
import { StoredFiles } from './files/stored-files.ts';
import { sweepFiles } from './files/sweep-files.ts';
import { IndexedDbRunHistory } from './history/indexed-db-run-history.ts';
import { IndexedDbWeightStore } from './models/indexed-db-weight-store.ts';
import { sweepStages } from './models/sweep-stages.ts';
import { IndexedDbRunStore } from './runs/indexed-db-run-store.ts';
import { BroadcastTaskChannel } from './tasks/broadcast-task-channel.ts';
import { IndexedDbTaskRooms } from './tasks/indexed-db-task-rooms.ts';
import { WebTaskLocks } from './tasks/web-task-locks.ts';

/** What a page keeps things in. */
export interface Storage {
  readonly files: StoredFiles;
  readonly history: RunHistory;
  readonly weights: WeightStore;
  /** What only a database gives. */
  readonly lasting?: {
    readonly runs: IndexedDbRunStore;
    readonly cache: IndexedDbStepCache;
    readonly tasks: TaskServices;
  };
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
    const files = new StoredFiles(new MemoryFileStore());
    return { files, history, weights: new MemoryWeightStore(), fault: FlowError.from(thrown) };
  }
  sweepFiles().catch((thrown: unknown) => console.warn('Old files could not be removed.', thrown));
  const tasks = {
    rooms: new IndexedDbTaskRooms(),
    locks: new WebTaskLocks(),
    channel: new BroadcastTaskChannel(),
  };
  const cache = new IndexedDbStepCache();
  const weights = new IndexedDbWeightStore();
  sweepStages(weights).catch((thrown: unknown) => console.warn('Half a model could not be removed.', thrown));
  return { files: new StoredFiles(store), history, weights, lasting: { runs, cache, tasks } };
}
