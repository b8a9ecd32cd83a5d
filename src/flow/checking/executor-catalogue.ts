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

/** What is done with the templates of a field before `execute`. Without a mark they are rendered. */
export interface FieldWay {
  /**
   * The step renders it itself. The names that its templates can read beside the step's: what only the step knows,
   * `item` above all.
   */
  readonly deferred?: readonly string[];
  /** It holds text of another language, and is never rendered; with `map`, where it is a map. */
  readonly raw?: true | 'map';
  /** It is the config of the executor that this key of the same config names, and is read as that one wants it. */
  readonly configOf?: string;
}

/** The fields of a config that are not simply rendered. */
export type FieldHandling = Readonly<Record<string, FieldWay>>;

/** How each executor wants its fields. One that is not known wants all of them rendered. */
export type HandlingOf = (executor: string) => FieldHandling;

export interface ConfigFault {
  readonly code: 'unknown_config_key' | 'missing_config_key' | 'invalid_config' | 'unknown_executor';
  readonly severity: 'error' | 'warning';
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly hint?: string;
}
