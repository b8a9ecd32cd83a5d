/** Where an executor's code runs: beside the engine, or in a worker of the pool that can be ended at any moment. */
export type RunsIn = 'engine' | 'pool';

/** An executor's declaration as plain data: what the check before a run, a docs page and an editor need. */
export interface ExecutorDescription {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly runsIn: RunsIn;
  readonly readsRun: boolean;
  /** JSON Schemas (draft 2020-12). */
  readonly configSchema: Readonly<Record<string, unknown>>;
  readonly outputSchema: Readonly<Record<string, unknown>>;
}
