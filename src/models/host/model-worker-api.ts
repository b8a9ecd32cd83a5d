import type { Device, Progress } from '../../executors/index.ts';
import type { ModelFiles } from '../weights/model-files.ts';

/** What a model worker has to know before the weights are there. */
export interface WorkerOrder {
  readonly task: string;
  /** In the hub's form, `organisation/name`. */
  readonly model: string;
  readonly dtype: string;
  /** The graphs were optimised ahead. */
  readonly isOptimised: boolean;
  readonly device: Exclude<Device, 'auto'>;
  /** Cores for one run; more than one only where the page is cross-origin isolated. */
  readonly threads: number;
  /** The site's folder of the runtime's wasm files, with a slash at the end. */
  readonly runtimeUrl: string;
}

export interface RunOrder {
  readonly input: unknown;
  readonly options: Readonly<Record<string, unknown>>;
  /** Shared memory that becomes 1 when the caller gives up; absent where threads share none. */
  readonly stop?: Int32Array;
}

export interface RunAnswer {
  readonly output: unknown;
  /** In seconds. */
  readonly runTime: number;
}

/** What a model worker answers to: made ready while the weights come, one load, then runs, one at a time. */
export interface ModelWorkerApi {
  prepare(order: WorkerOrder): Promise<void>;
  /** The link reports `Progress`. */
  load(files: ModelFiles, link: MessagePort): Promise<void>;
  /** The link reports text that grows. */
  run(order: RunOrder, link: MessagePort): Promise<RunAnswer>;
  /** Ends what would keep the worker's memory for a while after its end; nothing can be asked of it afterwards. */
  end(): Promise<void>;
}

export type LoadMessage = Progress;
export type RunMessage = string;
