import type { ExecutorDescription } from '../executors/executor-description.ts';
import type { FlowFile } from '../executors/flow-file.ts';
import type { Device } from '../executors/model-access.ts';
import type { FlowInspection } from '../flow/flow-outline.ts';
import type { FlowSource } from '../flow/flow-source.ts';
import type { RunHistory } from './history/run-history.ts';
import type { ModelLibrary } from './model-library.ts';
import type { SubmitOptions } from './queue/submit-options.ts';
import type { TaskHandle } from './queue/task-handle.ts';
import type { TaskQueues } from './queue/task-queues.ts';
import type { FlowResult } from './state/flow-result.ts';
import type { RunEvent } from './state/run-event.ts';
import type { StorageInfo } from './storage-info.ts';
import type { RunTrace } from './trace/run-trace.ts';

/** How a caller stays with a run. */
export interface WatchOptions {
  /** Abort it to cancel the run. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

export interface ExecuteOptions extends WatchOptions {
  /** Where models compute in this run, for steps that leave it open. */
  readonly device?: Device;
  /** The flow's own address: the flows that it names are found from there. */
  readonly address?: string;
  /** The run's id, where the caller has given one out before. A run of that id that was written down goes on. */
  readonly executionId?: string;
}

export type { FlowSource };

/** What a caller can ask of the engine: the same in the engine's own thread and, by a client, in the page. */
export interface FlowEngine {
  /** Reads a flow and finds its faults; runs nothing. */
  inspectFlow(source: FlowSource): Promise<FlowInspection>;
  /** Runs a flow. Resolves always, with a `FlowResult` that says how it went. */
  executeFlow(
    source: FlowSource,
    inputs: Readonly<Record<string, unknown>>,
    options?: ExecuteOptions,
  ): Promise<FlowResult>;
  /**
   * Goes on with a run that a closed page cut off, or with one that failed, from its failed steps on.
   * Rejects with `run_not_found`, with `run_over` for one that succeeded, and with `run_elsewhere`.
   */
  resumeRun(executionId: string, options?: WatchOptions): Promise<FlowResult>;
  /** Runs the flow of an earlier run as a new run; inputs that are not given are those of the earlier one. */
  runAgain(
    executionId: string,
    changed?: Readonly<Record<string, unknown>>,
    options?: WatchOptions,
  ): Promise<FlowResult>;
  /**
   * Looks at a run that goes on in this engine, such as one that was cut off and goes on by itself, or that is over:
   * `onEvent` hears what happened so far, and then what happens. Rejects with `run_not_found`, and with
   * `run_elsewhere` where it goes on in another tab or waits for somebody to go on with it.
   */
  followRun(executionId: string, options?: WatchOptions): Promise<FlowResult>;
  /**
   * Puts a flow into a queue, in which it stays until it is done, whatever becomes of this page. Rejects with
   * `invalid_flow`, `invalid_inputs`, `queue_full`, `queue_draining` and `storage_full`.
   */
  submitFlow(
    source: FlowSource,
    inputs?: Readonly<Record<string, unknown>>,
    options?: SubmitOptions,
  ): Promise<TaskHandle>;
  /** The handle of a task that was submitted before, in whichever tab. Rejects with `task_not_found`. */
  task(taskId: string): Promise<TaskHandle>;
  /** The models of the page. */
  readonly models: ModelLibrary;
  /** The queues of the site. */
  readonly queues: TaskQueues;
  /**
   * Answers a step that asks a person. `approved: false` says no. Rejects with `not_waiting` where nobody asks
   * any more, and with `invalid_inputs` where the values are not what the form asks for: the question stays open.
   */
  respond(executionId: string, step: string, values: Readonly<Record<string, unknown>>): Promise<void>;
  /** What happened in a run, call by call; undefined for one that is long over, or never was. */
  readTrace(executionId: string): Promise<RunTrace | undefined>;
  /** The bytes of a file that a run put out; undefined where they are gone. Rejects with `file_damaged`. */
  openFile(file: FlowFile): Promise<Blob | undefined>;
  /** Where files and runs are kept, why they last no longer than the page where that is so, and how much room there is. */
  storageInfo(): Promise<StorageInfo>;
  /** Asks the browser never to clear what the site keeps by itself. Gives its answer; some ask the user. */
  persistStorage(): Promise<boolean>;
  /** The runs that were written down, for who looks for one of them. */
  readonly history: RunHistory;
  listExecutors(): Promise<readonly ExecutorDescription[]>;
  /**
   * Adds an executor of the page's author: a module of this site whose default export is the executor.
   * It runs in an executor worker. Rejects with `executor_unloadable`.
   */
  registerExecutor(name: string, url: string): Promise<ExecutorDescription>;
}
