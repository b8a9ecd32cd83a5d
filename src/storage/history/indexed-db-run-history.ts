import {
  type PastRun,
  type RunFilter,
  type RunHistory,
  type RunImport,
  type RunPage,
  type RunQuery,
  type RunStore,
  replayRun,
} from '../../engine/index.ts';
import { runNotFound } from '../../engine/run/resume-plan.ts';
import { FlowError } from '../../errors/index.ts';
import { exportRuns } from '../archive/export-runs.ts';
import { importRuns } from '../archive/import-runs.ts';
import { reading } from '../database/transaction.ts';
import type { FileStore } from '../files/file-store.ts';
import { ownedRuns } from '../runs/run-lock.ts';
import { deleteRun } from './delete-run.ts';
import { listRuns } from './list-runs.ts';
import { entryOf } from './run-entry.ts';

/** A tab that goes on with a run, or another that removed it: neither keeps the others from being removed. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['run_elsewhere', 'run_not_found']);

/** The history of the runs that `IndexedDbRunStore` writes. */
export class IndexedDbRunHistory implements RunHistory {
  private readonly store: RunStore;
  private readonly files: FileStore;

  constructor(store: RunStore, files: FileStore) {
    this.store = store;
    this.files = files;
  }

  list(query: RunQuery = {}): Promise<RunPage> {
    return listRuns(query);
  }

  async open(executionId: string): Promise<PastRun> {
    const run = await this.store.read(executionId);
    const record = await reading(['runs'], (transaction) => transaction.objectStore('runs').get(executionId));
    if (run === undefined || record === undefined) throw runNotFound(executionId);
    const state = replayRun(run.events);
    if (state === undefined) throw emptyJournal(executionId);
    return { entry: entryOf(record, await ownedRuns()), text: run.text, inputs: run.inputs, state };
  }

  delete(executionId: string): Promise<void> {
    return deleteRun(executionId);
  }

  async clear(filter: RunFilter = {}): Promise<number> {
    let removed = 0;
    let page: RunPage = await this.list(filter);
    for (;;) {
      for (const { executionId } of page.runs) if (await removes(executionId)) removed++;
      if (page.next === undefined) return removed;
      page = await this.list({ ...filter, before: page.next });
    }
  }

  export(executionIds: readonly string[]): Promise<Blob> {
    return exportRuns(executionIds, this.files);
  }

  import(archive: Blob): Promise<RunImport> {
    return importRuns(archive, this.files);
  }
}

async function removes(executionId: string): Promise<boolean> {
  try {
    await deleteRun(executionId);
    return true;
  } catch (thrown) {
    if (thrown instanceof FlowError && LEFT_ALONE.has(thrown.code)) return false;
    throw thrown;
  }
}

/** A tab that ends at once leaves a record without a first event. */
function emptyJournal(executionId: string): FlowError {
  const hint = 'Delete it, and run the flow again.';
  return new FlowError(
    'run_damaged',
    `The run ${executionId} was cut off before its first event was written.`,
    { hint },
  );
}
