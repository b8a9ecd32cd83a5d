import { FlowRunner } from '../../../src/engine/index.ts';
import { BatchProcessor } from '../../../src/executors/batch-processor/batch-processor.ts';
import { type AnyExecutor, ExecutorRegistry } from '../../../src/executors/index.ts';
import { IndexedDbFileStore, IndexedDbRunStore, StoredFiles } from '../../../src/storage/index.ts';
import { NoOp } from '../engine/no-op-flow.ts';

/** What this bench's engine keeps things in, as a page has it. */
export interface Opened {
  readonly files: StoredFiles;
  readonly runs: IndexedDbRunStore;
}

/** Opens the database as `createRunner` does. */
export async function openStorage(): Promise<Opened> {
  const store = new IndexedDbFileStore();
  await store.sweep();
  return { files: new StoredFiles(store), runs: new IndexedDbRunStore(new Set()) };
}

/** An engine without a pool and models: of its executors one does nothing, and one hands rows to that. */
export function engineOn({ files, runs }: Opened, noOp: new () => AnyExecutor = NoOp): FlowRunner {
  const registry = new ExecutorRegistry().register('no_op', noOp).register('batch_processor', BatchProcessor);
  return new FlowRunner(registry, { files, runs });
}
