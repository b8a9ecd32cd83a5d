import { cancellationOf, FlowError } from '../errors/index.ts';
import { type AnyExecutor, type ExecutionResult, type FlowContext, parseConfig } from '../executors/index.ts';
import type { RunnerServices } from './runner-services.ts';

/** How one call of an executor ended. */
export type Invocation = {
  readonly metadata: Readonly<Record<string, unknown>>;
  /** In seconds. */
  readonly executionTime: number;
} & (
  | { readonly success: true; readonly outputs: Readonly<Record<string, unknown>> }
  | { readonly success: false; readonly error: FlowError }
);

/**
 * The one place that calls an executor: it checks the config, finds the place to run, times, and catches.
 * Resolves always. When `context.signal` aborts, it resolves at once with the signal's reason as its error;
 * an executor that goes on regardless is left behind.
 */
export async function invokeExecutor(
  executor: AnyExecutor,
  config: unknown,
  context: FlowContext,
  services: Pick<RunnerServices, 'clock' | 'pool'>,
): Promise<Invocation> {
  const { clock, pool } = services;
  const start = clock.now();
  const elapsed = (): number => Math.max(0, clock.now() - start) / 1000;
  try {
    if (context.signal.aborted) throw cancellationOf(context.signal);
    const parsed = parseConfig(executor, config);
    const place = executor.runsIn === 'pool' && pool !== undefined ? pool : undefined;
    const work =
      place === undefined ? executor.execute(context, parsed) : place.execute(executor, context, parsed);
    const result = wellFormed(executor.name, await untilAborted(work, context.signal));
    const { metadata = {} } = result;
    if (!result.success) {
      return { success: false, error: FlowError.from(result.error), metadata, executionTime: elapsed() };
    }
    return { success: true, outputs: result.outputs, metadata, executionTime: elapsed() };
  } catch (thrown) {
    return { success: false, error: FlowError.from(thrown), metadata: {}, executionTime: elapsed() };
  }
}

/** Executors come from authors whose compiler may not have held them to the contract. */
function wellFormed(name: string, result: ExecutionResult): ExecutionResult {
  if (!isMap(result)) {
    throw new FlowError('executor_failed', `${name} gave no result: it has to give {success, outputs}.`);
  }
  if (result.success && !isMap(result.outputs)) {
    throw new FlowError('executor_failed', `${name} gave no outputs: it has to give a map.`);
  }
  return result;
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The work's answer, or the signal's reason, whichever comes first. */
function untilAborted<T>(work: T | Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(cancellationOf(signal));
    // The executor's first turn may have aborted it already, and an event that was missed does not come again.
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
