import type { FlowError } from '../errors/index.ts';
import type {
  AnyExecutor,
  ExecutionResult,
  FlowContext,
  ModelAccess,
  VectorAccess,
} from '../executors/index.ts';
import type { FlowSource } from '../flow/index.ts';
import type { Clock } from './clock.ts';
import type { TaskServices } from './queue/task-rooms.ts';
import type { RunFileService } from './run/run-files.ts';
import type { RunStore } from './run/run-store.ts';
import type { StepCache } from './step/step-cache.ts';

/**
 * What a runner needs from its surroundings. In a page the composition hands in IndexedDB, workers and models;
 * a test or Node leaves out what it does not use.
 */
export interface RunnerServices {
  readonly clock: Clock;
  readonly files: RunFileService;
  readonly models: ModelAccess;
  readonly vectors: VectorAccess;
  readonly flows: FlowLoader;
  /** Where tasks are kept, and what tabs tell each other of them; without it, queues last as long as the runner. */
  readonly tasks?: TaskServices;
  /** Runs an executor elsewhere; without it every executor runs beside the engine. */
  readonly pool?: ExecutorPool;
  /** Where runs are written down; without it a run lasts as long as its page. */
  readonly runs?: RunStore;
  /** Why nothing outlives the page, where that is so: it is said in the result of every run. */
  readonly storageFault?: FlowError;
  /** Outputs of steps that are used again; without one, memory. */
  readonly cache?: StepCache;
  readonly newId: () => string;
  /** From 0 to 1, for the jitter of delays. */
  readonly random: () => number;
  /** Sends the callbacks that a flow asks for. */
  readonly fetch: typeof fetch;
}

/** Finds flows by their address. */
export interface FlowLoader {
  /**
   * Gives a flow and its own address. `base` is the address of the flow that names it.
   * Rejects with `flow_not_found`.
   */
  load(
    address: string,
    base: string | undefined,
  ): Promise<{ readonly source: FlowSource; readonly address: string }>;
}

/** A place for executors that may burn a core or hang. Aborting `context.signal` ends the work at once, whatever it does. */
export interface ExecutorPool {
  /** `onThread` is told the name of the worker that does the work. */
  execute(
    executor: AnyExecutor,
    context: FlowContext,
    config: unknown,
    onThread?: (thread: string) => void,
  ): Promise<ExecutionResult>;
}
