/** A pipeline that is loaded: an input in, the task's answer out. */
export interface LoadedTask {
  /** `onPartial` gets text that grows, from tasks that write. */
  run(
    input: unknown,
    options: Readonly<Record<string, unknown>>,
    onPartial: (text: string) => void,
  ): Promise<unknown>;
}

export interface TaskLoadOptions {
  readonly model: string;
  readonly device: 'webgpu' | 'wasm';
  readonly dtype: string;
}

/** How one task of transformers.js is loaded. */
export type Task = (options: TaskLoadOptions) => Promise<LoadedTask>;
