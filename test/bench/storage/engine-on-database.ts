import { FlowRunner, type RunStore, type TaskServices } from '../../../src/engine/index.ts';
import { BatchProcessor } from '../../../src/executors/batch-processor/batch-processor.ts';
import { type AnyExecutor, ExecutorRegistry } from '../../../src/executors/index.ts';
import { openStorage, type StoredFiles } from '../../../src/storage/index.ts';
import { NoOp } from '../engine/no-op-flow.ts';

/** What this bench's engine keeps things in. */
export interface Opened {
  readonly files: StoredFiles;
  readonly runs: RunStore;
  readonly tasks: TaskServices;
}

/** Opens the database as a page does, which would go on in memory without one. */
export async function openLasting(): Promise<Opened> {
  const { files, lasting, fault } = await openStorage(new Set());
  if (lasting === undefined) throw fault ?? new Error('There is no database.');
  return { files, runs: lasting.runs, tasks: lasting.tasks };
}

/** An engine without a pool and models: of its executors one does nothing, and one hands rows to that. */
export function engineOn(opened: Opened, noOp: new () => AnyExecutor = NoOp): FlowRunner {
  const registry = new ExecutorRegistry().register('no_op', noOp).register('batch_processor', BatchProcessor);
  return new FlowRunner(registry, { ...opened });
}
