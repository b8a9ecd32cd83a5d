import type { Device, Progress } from '../../executors/index.ts';
import type { ModelFiles } from '../weights/model-files.ts';

/** Everything a model worker has to know to load its one pipeline. */
export interface LoadOrder {
  readonly task: string;
  /** In the hub's form, `organisation/name`. */
  readonly model: string;
  readonly dtype: string;
  readonly device: Exclude<Device, 'auto'>;
  /** Cores for one run; more than one only where the page is cross-origin isolated. */
  readonly threads: number;
  /** The site's folder of the runtime's wasm files, with a slash at the end. */
  readonly runtimeUrl: string;
  readonly files: ModelFiles;
}

export interface RunAnswer {
  readonly output: unknown;
  /** In seconds. */
  readonly runTime: number;
}

/** What a model worker answers to: first one load, then runs, one at a time. */
export interface ModelWorkerApi {
  /** The link reports `Progress`. */
  load(order: LoadOrder, link: MessagePort): Promise<void>;
  /** The link reports text that grows. */
  run(input: unknown, options: Readonly<Record<string, unknown>>, link: MessagePort): Promise<RunAnswer>;
}

export type LoadMessage = Progress;
export type RunMessage = string;
