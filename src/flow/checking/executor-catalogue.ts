/**
 * What the checks ask of the executors at hand. The registry of the layer above answers it,
 * so that flows can be read and checked without a single executor loaded.
 */
export interface ExecutorCatalogue {
  names(): readonly string[];
  /**
   * The faults of a config. `isOpen(path)` tells that the value there comes from a template:
   * what is not known yet is not at fault.
   */
  checkConfig(
    executor: string,
    config: unknown,
    isOpen: (path: readonly PropertyKey[]) => boolean,
  ): readonly ConfigFault[];
  /** The config's fields that are not rendered before `execute`. */
  handling(executor: string): FieldHandling;
  /** Whether the executor reads the whole run: it then waits for every step that does not wait for it. */
  readsRun(executor: string): boolean;
  /** Names of steps that a config mentions outside of templates, as `data_combiner` does in `sources`. */
  references(executor: string, config: unknown): readonly string[];
}

/**
 * What is done with the templates of a field: a deferred one the step renders itself, a `raw` one holds text of
 * another language, and of a `raw_map` only a map does. Any other is rendered before `execute`.
 */
export type FieldWay = DeferredField | 'raw' | 'raw_map';

export interface DeferredField {
  /** The names that its templates can read beside the step's: what only the step knows, `item` above all. */
  readonly deferred: readonly string[];
}

/** The fields of a config that are not simply rendered. */
export type FieldHandling = Readonly<Record<string, FieldWay>>;

export interface ConfigFault {
  readonly code: 'unknown_config_key' | 'missing_config_key' | 'invalid_config' | 'unknown_executor';
  readonly severity: 'error' | 'warning';
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly hint?: string;
}
