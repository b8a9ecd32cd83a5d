import type { Progress } from './progress.ts';

/** Where a model computes. `auto` lets the host choose; `cpu` and `cuda`, the guide's names, mean wasm and webgpu. */
export type Device = 'auto' | 'webgpu' | 'wasm';

/** Which model, for what, and how. What is left out the host fills in from the models at hand. */
export interface ModelSpec {
  /** A task by its transformers.js name, such as `feature-extraction`. */
  readonly task: string;
  /** An id in the hub's form, `organisation/name`. */
  readonly model?: string;
  readonly device?: Device;
  /** The precision of the weights, such as `q8` or `fp32`. */
  readonly dtype?: string;
  /**
   * A model that the step brings along, its files by path. `model` then names these very bytes, such as by their hash:
   * calls of the same name share one loaded model.
   */
  readonly files?: ReadonlyMap<string, Blob>;
}

export interface ModelRunOptions {
  /** The task's own options, by transformers.js' names. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Called with text that grows, by tasks that write. */
  readonly onPartial?: (partial: string) => void;
}

export interface ModelAnswer {
  readonly output: unknown;
  readonly model: string;
  readonly device: Exclude<Device, 'auto'>;
  readonly dtype: string;
  /** Seconds that the model computed, loading left out. */
  readonly runTime: number;
  /** Seconds that loading took; 0 where the model was ready. */
  readonly loadTime: number;
  /** Why it computed there, in a few words. */
  readonly deviceReason: string;
  /** Cores of one run. */
  readonly threads: number;
  /** How many workers shared a list. */
  readonly workers: number;
  /** What was tried before and failed: where, and why. */
  readonly tried?: readonly string[];
  /** Whether another tab computed it: tabs share what is loaded. */
  readonly shared?: boolean;
}

/** How an executor asks a model. */
export interface ModelAccess {
  /** Runs a model on one input. Rejects with `model_unavailable`, `model_load_failed`, `model_run_failed` and their like. */
  run(spec: ModelSpec, input: unknown, options?: ModelRunOptions): Promise<ModelAnswer>;
  /**
   * Loads a model for a step that is still to come; without a task, the one that the model is for.
   * Rejects as `run` does.
   */
  preload?(spec: Partial<ModelSpec>, options?: ModelRunOptions): Promise<void>;
  /** Changes with the models at hand: outputs that were made with others are not used again. */
  revision?(): Promise<string>;
}
