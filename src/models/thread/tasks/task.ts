import type { ModelFiles } from '../../weights/model-files.ts';
import type { GraphOptions } from '../runtime/graph-options.ts';

/** How a task that runs hears of its caller and is heard. */
export interface RunControl {
  /** Shows what there is so far, such as a text that grows. */
  partial(text: string): void;
  /** Whether the caller has given up. Tasks ask between tokens and between items, and end early. */
  isStopped(): boolean;
  /** Lets a cancellation arrive where threads share no memory; resolves at once where they do. */
  breathe(): Promise<void>;
}

/** A pipeline that is loaded: an input in, the task's answer out. */
export interface LoadedTask {
  run(input: unknown, options: Readonly<Record<string, unknown>>, control: RunControl): Promise<unknown>;
}

export interface TaskLoadOptions {
  readonly model: string;
  readonly device: 'webgpu' | 'wasm';
  readonly dtype: string;
  readonly files: ModelFiles;
  /** How the runtime takes the model's graphs. */
  readonly graphs: GraphOptions;
}

/** How one task is loaded. The runtime is configured before. */
export type Task = (options: TaskLoadOptions) => Promise<LoadedTask>;
