import type {
  AnyExecutor,
  ExecutionResult,
  FileAccess,
  FlowContext,
  ModelAccess,
} from '../executors/index.ts';
import type { Clock } from './clock.ts';

/**
 * What a runner needs from its surroundings. In a page the composition hands in IndexedDB, workers and models;
 * a test or Node leaves out what it does not use.
 */
export interface RunnerServices {
  readonly clock: Clock;
  readonly files: FileAccess;
  readonly models: ModelAccess;
  /** Runs an executor elsewhere; without it every executor runs beside the engine. */
  readonly pool?: ExecutorPool;
  readonly newId: () => string;
}

/** A place for executors that may burn a core or hang. Aborting `context.signal` ends the work at once, whatever it does. */
export interface ExecutorPool {
  execute(executor: AnyExecutor, context: FlowContext, config: unknown): Promise<ExecutionResult>;
}
