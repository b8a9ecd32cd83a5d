import type { Device, Progress } from '../../executors/index.ts';
import type { CatalogueModel } from '../catalogue/model-catalogue.ts';

/** Everything a model worker has to know to load its one pipeline. */
export interface LoadOrder {
  readonly task: string;
  readonly model: CatalogueModel;
  readonly device: Exclude<Device, 'auto'>;
  /** Cores for one run; more than one only where the page is cross-origin isolated. */
  readonly threads: number;
  /** The site's folders, with a slash at the end. */
  readonly modelsUrl: string;
  readonly runtimeUrl: string;
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
