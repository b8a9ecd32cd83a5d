import type { ModelSpec } from '../executors/model-access.ts';

/** The models of a page: what is at hand, what the browser keeps, what is in memory. */
export interface ModelLibrary {
  /** Models beside the page and those that the browser keeps. Rejects with `model_unavailable` where neither can be read. */
  list(): Promise<readonly ModelInfo[]>;
  /** The models that are in memory. */
  loaded(): Promise<readonly LoadedModelInfo[]>;
  /** Loads a model ahead, so that the first step that asks for it does not wait. Rejects as the step would. */
  preload(spec: Partial<ModelSpec>): Promise<void>;
  /** Gives the memory of a model back, or of all of them; one that computes is left alone. */
  unload(model?: string): Promise<void>;
  /** Says whether the browser keeps a model until it is removed by name. Rejects with `model_unavailable`. */
  pin(model: string, dtype: string, pinned: boolean): Promise<void>;
  /** Removes the weights that the browser keeps; a model of the site is fetched again when a step asks for it. */
  remove(model: string, dtype: string): Promise<void>;
}

export interface ModelInfo {
  readonly model: string;
  readonly task: string;
  readonly dtype: string;
  /** All files together, in bytes. */
  readonly size: number;
  readonly from: 'site' | 'hub' | 'import';
  readonly description?: string;
  readonly licence?: string;
  /** Whether the browser keeps its weights: then it works without a network. */
  readonly isStored: boolean;
  readonly isPinned: boolean;
}

export interface LoadedModelInfo {
  readonly model: string;
  readonly task: string;
  readonly dtype: string;
  readonly device: 'webgpu' | 'wasm';
  readonly workers: number;
  /** Roughly, in bytes. */
  readonly memory: number;
  readonly isBusy: boolean;
}
