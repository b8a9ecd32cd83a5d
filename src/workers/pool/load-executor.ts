import { z } from 'zod';
import { FlowError } from '../../errors/index.ts';
import {
  type AnyExecutor,
  BaseExecutor,
  type ExecutionResult,
  type FlowContext,
} from '../../executors/index.ts';

/** What a module of the page's author has to give: only `execute` is a must. */
interface GivenExecutor {
  execute(context: FlowContext, config: unknown): unknown;
  version?: unknown;
  description?: unknown;
  configSchema?: unknown;
  outputSchema?: unknown;
  readsRun?: unknown;
}

const loaded = new Map<string, Promise<AnyExecutor>>();

/**
 * Loads an executor from a module: its default export is a class or an object with `execute(context, config)`.
 * It need not extend `BaseExecutor`; schemas may be JSON Schemas. Rejects with `executor_unloadable`.
 */
export function loadExecutor(name: string, moduleUrl: string): Promise<AnyExecutor> {
  let executor = loaded.get(moduleUrl);
  if (executor === undefined) {
    executor = importExecutor(name, moduleUrl);
    // A module that could not be fetched is asked for again next time.
    executor.catch(() => loaded.delete(moduleUrl));
    loaded.set(moduleUrl, executor);
  }
  return executor;
}

async function importExecutor(name: string, moduleUrl: string): Promise<AnyExecutor> {
  const unloadable = (message: string, cause?: unknown): FlowError => {
    const hint = 'Its default export has to be a class or an object with execute(context, config).';
    return new FlowError('executor_unloadable', `${moduleUrl}: ${message}`, { hint, cause });
  };
  let exported: unknown;
  try {
    exported = (await import(/* @vite-ignore */ moduleUrl)).default;
  } catch (cause) {
    throw unloadable(
      `the module could not be loaded (${cause instanceof Error ? cause.message : cause})`,
      cause,
    );
  }
  try {
    const given = typeof exported === 'function' ? new (exported as new () => unknown)() : exported;
    if (!isExecutor(given)) throw new Error('the default export has no execute');
    return given instanceof BaseExecutor ? given : new GivenByModule(name, given);
  } catch (cause) {
    throw unloadable(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function isExecutor(value: unknown): value is GivenExecutor {
  return (
    typeof value === 'object' && value !== null && 'execute' in value && typeof value.execute === 'function'
  );
}

/** Makes a whole executor of what a module gave. */
class GivenByModule extends BaseExecutor {
  readonly name: string;
  override readonly version: string;
  override readonly description: string;
  override readonly runsIn = 'pool';
  override readonly readsRun: boolean;
  private readonly given: GivenExecutor;

  constructor(name: string, given: GivenExecutor) {
    super();
    this.name = name;
    this.given = given;
    this.version = typeof given.version === 'string' ? given.version : '1.0.0';
    this.readsRun = given.readsRun === true;
    this.description = typeof given.description === 'string' ? given.description : '';
    const schema = this as { configSchema: unknown; outputSchema: unknown };
    if (given.configSchema !== undefined) schema.configSchema = schemaOf(given.configSchema);
    if (given.outputSchema !== undefined) schema.outputSchema = schemaOf(given.outputSchema);
  }

  // What is wrong with an answer the engine tells; here it is passed on as it is.
  override execute(context: FlowContext, config: Record<string, unknown>): Promise<ExecutionResult> {
    return Promise.resolve(this.given.execute(context, config) as ExecutionResult);
  }
}

function schemaOf(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodType) return schema;
  return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
}
