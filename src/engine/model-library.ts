import type { ModelSpec } from '../executors/model-access.ts';

/** The models of a page: what is at hand, what the browser keeps, what is in memory. */
export interface ModelLibrary {
  /** Models beside the page and those that the browser keeps. Rejects with `model_unavailable` where neither can be read. */
  list(): Promise<readonly ModelInfo[]>;
  /** The models that are in memory, in this tab and in the one that computes for it. */
  loaded(): Promise<readonly LoadedModelInfo[]>;
  /** Loads a model ahead, so that the first step that asks for it does not wait. Rejects as the step would. */
  preload(spec: Partial<ModelSpec>): Promise<void>;
  /** Gives the memory of a model back, or of all of them, also in the tab that computes for this one; one that computes is left alone. */
  unload(model?: string): Promise<void>;
  /** Says whether the browser keeps a model until it is removed by name. Rejects with `model_unavailable`. */
  pin(model: string, dtype: string, pinned: boolean): Promise<void>;
  /** Removes the weights that the browser keeps; a model of the site is fetched again when a step asks for it. */
  remove(model: string, dtype: string): Promise<void>;
  /**
   * Stores a model that the user brings: the files of a dropped folder, or a zip file of it. Steps find it by its id from
   * then on, without a network and after a reload. Each precision that is there becomes a model of its own.
   * All of it is stored or nothing. Rejects with `model_invalid`, `storage_full` and the cancellation.
   *
   * @example
   * input.webkitdirectory = true;
   * const [model] = await engine.models.import(input.files, { model: 'mine/reviews' });
   */
  import(source: ModelSource, options?: ModelImportOptions): Promise<readonly ModelInfo[]>;
  /**
   * A model that the browser keeps as a zip file, which `import` takes back.
   * Rejects with `model_unavailable` where it is not kept, `weights_damaged`, and `model_invalid` for more than 4 GB.
   */
  export(model: string, dtype: string): Promise<Blob>;
}

/** A zip file, or the files of a folder: as a page is given them, or each with its path. */
export type ModelSource = Blob | Iterable<File | ModelFile>;

export interface ModelFile {
  /** From the folder on, such as `onnx/model_quantized.onnx`. */
  readonly path: string;
  readonly file: Blob;
}

export interface ModelImportOptions {
  /** The id that it goes by, `organisation/name`; where it is left out, the folder's name or the model's config tells. */
  readonly model?: string;
  /** What it is for, by its transformers.js name; where it is left out, the model's config tells. */
  readonly task?: string;
  /** The one precision that is stored, such as `q8`; all that are there where it is left out. */
  readonly dtype?: string;
  readonly signal?: AbortSignal;
  /** Called with the bytes that are stored, of all files together; they never run backwards. */
  readonly onProgress?: (progress: ModelImportProgress) => void;
}

export interface ModelImportProgress {
  readonly loaded: number;
  readonly total: number;
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
  /** Whether it is in the memory of another tab, which computes for this one. */
  readonly shared?: boolean;
}
