import { FlowError, nearestName } from '../errors/index.ts';
import type { ConfigFault, ExecutorCatalogue, FieldHandling } from '../flow/index.ts';
import type { AnyExecutor } from './base-executor.ts';
import { configFaults } from './config-check.ts';
import type { ExecutorDescription } from './executor-description.ts';
import { type ExecutorMetrics, MetricsCounter } from './executor-metrics.ts';
import { fieldHandling } from './field-handling.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { type Work, workOfConfig } from './work-of-config.ts';

const NOTHING_SPECIAL: FieldHandling = {};

interface Entry {
  readonly executor: AnyExecutor;
  readonly metrics: MetricsCounter;
}

/**
 * The executors that flows can name.
 *
 * @example
 * const registry = new ExecutorRegistry();
 * registry.register('my_custom_executor', MyCustomExecutor);
 */
export class ExecutorRegistry implements ExecutorCatalogue {
  private readonly entries = new Map<string, Entry>();

  /** Adds an executor, as a class or as an instance, under a name; one of that name is replaced. */
  register(name: string, executor: AnyExecutor | (new () => AnyExecutor)): this {
    const instance = typeof executor === 'function' ? new executor() : executor;
    this.entries.set(name, { executor: instance, metrics: new MetricsCounter() });
    return this;
  }

  /** Gives the executor of that name. Throws a `FlowError` with the code `unknown_executor`. */
  get(name: string): AnyExecutor {
    return this.entry(name).executor;
  }

  names(): readonly string[] {
    return [...this.entries.keys()];
  }

  list(): readonly ExecutorDescription[] {
    return this.names().map((name) => this.describe(name));
  }

  /** An executor's declaration as plain data. */
  describe(name: string): ExecutorDescription {
    return describeExecutor(name, this.get(name));
  }

  checkConfig(
    name: string,
    config: unknown,
    isOpen: (path: readonly PropertyKey[]) => boolean,
  ): readonly ConfigFault[] {
    const executor = this.get(name);
    const faults = configFaults(executor, config, isOpen);
    const work = workOfConfig(executor.configSchema, config);
    return work.length === 0 ? faults : [...faults, ...work.flatMap((each) => this.workFaults(each, isOpen))];
  }

  handling(name: string): FieldHandling {
    const executor = this.entries.get(name)?.executor;
    return executor === undefined ? NOTHING_SPECIAL : fieldHandling(executor.configSchema);
  }

  readsRun(name: string): boolean {
    return this.get(name).readsRun;
  }

  references(name: string, config: unknown): readonly string[] {
    const executor = this.get(name);
    const own = executor.references(config as Record<string, unknown>);
    const work = workOfConfig(executor.configSchema, config).filter((each) => this.has(each.executor));
    if (work.length === 0) return own;
    return [...own, ...work.flatMap((each) => this.references(String(each.executor), each.config))];
  }

  /** Notes one call; the engine does this for every executor alike. */
  record(name: string, success: boolean, seconds: number): void {
    this.entry(name).metrics.record(success, seconds);
  }

  metrics(name: string): ExecutorMetrics {
    return this.entry(name).metrics.read();
  }

  private has(name: unknown): name is string {
    return typeof name === 'string' && this.entries.has(name);
  }

  /** The faults of work that a config hands on to another executor, as far as it is written out. */
  private workFaults(
    { executor, config, executorKey, configKey }: Work,
    isOpen: (path: readonly PropertyKey[]) => boolean,
  ): readonly ConfigFault[] {
    if (typeof executor !== 'string' || isOpen([executorKey])) return [];
    if (!this.has(executor)) {
      const near = nearestName(executor, this.names());
      const hint = near === undefined ? `There are: ${this.names().join(', ')}.` : `Did you mean ${near}?`;
      const message = `There is no executor "${executor}".`;
      return [{ code: 'unknown_executor', severity: 'error', path: [executorKey], message, hint }];
    }
    const faults = this.checkConfig(executor, config, (path) => isOpen([configKey, ...path]));
    return faults.map((fault) => ({ ...fault, path: [configKey, ...fault.path] }));
  }

  private entry(name: string): Entry {
    const entry = this.entries.get(name);
    if (entry === undefined) throw new FlowError('unknown_executor', `There is no executor "${name}".`);
    return entry;
  }
}

/** Turns an executor's declaration into plain data that crosses threads. */
export function describeExecutor(name: string, executor: AnyExecutor): ExecutorDescription {
  return {
    name,
    version: executor.version,
    description: executor.description,
    runsIn: executor.runsIn,
    readsRun: executor.readsRun,
    configSchema: jsonSchemaOf(executor.configSchema),
    outputSchema: jsonSchemaOf(executor.outputSchema),
  };
}
