import type { FlowSource, InputDefinition } from '../flow/index.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { ExecutionResult } from './execution-result.ts';
import type { FileAccess } from './file-access.ts';
import type { ModelAccess } from './model-access.ts';
import type { Progress } from './progress.ts';
import type { QueueAccess } from './queue-access.ts';
import type { VectorAccess } from './vector-access.ts';

/** What a step may look at and reach while it runs. Everything outside itself an executor reaches through this. */
export interface FlowContext {
  /** The flow's name. */
  readonly flowId: string;
  readonly stepName: string;
  /** One id per run. */
  readonly executionId: string;
  /** The flow's own `config`, read-only. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The folder for temporary files of this run, with a slash at the end: paths for `files.write`. It goes when the run ends. */
  readonly tempDir: string;
  /** Aborted when the run is cancelled or the step's time is over. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly files: FileAccess;
  readonly models: ModelAccess;
  readonly vectors: VectorAccess;
  /** What this step has written down, to go on in the middle after a reload or in another attempt. */
  readonly checkpoints: Checkpoints;
  readonly queues: QueueAccess;
  /**
   * The run's inputs and the steps that `references(config)` named; every step that is over, for an executor with
   * `readsRun`. A snapshot: changing it changes nothing.
   */
  readonly run: RunSnapshot;
  /** Tells the page how far the work is. */
  progress(progress: Progress): void;
  /** Shows outputs that are not final yet, such as a transcript that grows. */
  emit(partial: Record<string, unknown>): void;
  /**
   * Runs another executor as a child of this step, with its config checked like any other.
   * Resolves also where it fails. A worker of the pool gives its place to the child while it waits.
   * A child's checkpoints are its own, and go when it ends.
   */
  execute(
    executor: string,
    config: Readonly<Record<string, unknown>>,
    options?: ChildOptions,
  ): Promise<ExecutionResult>;
  /** Runs another flow, as an address relative to this flow's own or as a whole. Resolves also where it fails. */
  executeFlow(flow: FlowSource, inputs: Readonly<Record<string, unknown>>): Promise<ExecutionResult>;
  /**
   * Renders a value of a `deferred` field, with names beside those that the step's own config can read.
   * Rejects with the template's error.
   */
  render(
    value: unknown,
    names?: Readonly<Record<string, unknown>>,
    options?: RenderOptions,
  ): Promise<unknown>;
  /** Asks a person and waits. Rejects with `approval_timeout` when nobody answers in time. */
  ask(request: AskRequest): Promise<Answer>;
}

export interface ChildOptions {
  /**
   * For one child of many: what it shows while it works is not shown as the step's, but for models that are loaded.
   */
  readonly quiet?: boolean;
}

export interface RenderOptions {
  /**
   * The value is the config of this executor: fields that it renders itself, or that are never rendered, stay as
   * they are written.
   */
  readonly configOf?: string;
}

/** What a run looks like to a step of it. */
export interface RunSnapshot {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly flow: { readonly name: string; readonly version: string | null; readonly execution_id: string };
  readonly steps: Readonly<Record<string, StepSnapshot>>;
  /** How many steps the flow has. */
  readonly total_steps: number;
}

/** A step that is over. */
export interface StepSnapshot {
  readonly status: string;
  readonly success: boolean;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly error: Readonly<Record<string, unknown>> | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** In seconds. */
  readonly execution_time: number;
}

/** A question to a person. */
export interface AskRequest {
  readonly message: string;
  /** What is to be filled in beside yes or no. */
  readonly form: readonly InputDefinition[];
  /** Seconds. */
  readonly timeout?: number;
  /** Counts as the answer when the time is over. */
  readonly default?: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly values: Readonly<Record<string, unknown>>;
  readonly approved: boolean;
  /** ISO 8601, UTC. */
  readonly answeredAt: string;
  /** Whether the time was over and the default was taken. */
  readonly byDefault: boolean;
}

export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
