import { FlowError } from '../../errors/index.ts';
import {
  type AnyExecutor,
  type ExecutionResult,
  type FlowContext,
  parseConfig,
} from '../../executors/index.ts';
import type { RunnerServices } from '../runner-services.ts';
import type { CancelScope } from './cancel-scope.ts';
import { type Invocation, NOTHING } from './invocation.ts';
import { isLater, type Soon } from './soon.ts';

export interface Call {
  readonly executor: AnyExecutor;
  readonly config: unknown;
  readonly context: FlowContext;
  /** Cancelling it ends the call at once; an executor that goes on regardless is left behind. */
  readonly scope: CancelScope;
  readonly services: Pick<RunnerServices, 'clock' | 'pool'>;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  /** Told the name of the thread, where it is not the engine's. */
  readonly onThread?: (thread: string) => void;
}

/**
 * The one place that calls an executor: it checks the config, finds the place to run, times, and catches.
 * Never throws, and never rejects. An executor that answers at once is answered for at once.
 */
export function invokeExecutor(call: Call): Soon<Invocation> {
  const { executor, config, context, scope } = call;
  try {
    if (scope.reason !== undefined) throw scope.reason;
    const parsed = parseConfig(executor, config);
    const { pool } = call.services;
    const work =
      executor.runsIn === 'pool' && pool !== undefined
        ? pool.execute(executor, context, parsed, call.onThread)
        : executor.execute(context, parsed);
    if (isLater(work)) {
      return scope.race(work).then(
        (result) => ended(call, result),
        (thrown: unknown) => failed(call, thrown),
      );
    }
    // The executor's one turn may have ended the run.
    if (scope.reason !== undefined) throw scope.reason;
    return ended(call, work);
  } catch (thrown) {
    return failed(call, thrown);
  }
}

function ended(call: Call, result: ExecutionResult): Invocation {
  try {
    checkForm(call.executor.name, result);
  } catch (thrown) {
    return failed(call, thrown);
  }
  const { metadata = NOTHING } = result;
  const endedAt = call.services.clock.now();
  const executionTime = secondsBetween(call.startedAt, endedAt);
  return result.success
    ? { success: true, outputs: result.outputs, metadata, executionTime, endedAt }
    : { success: false, error: FlowError.from(result.error), metadata, executionTime, endedAt };
}

function failed({ services, startedAt }: Call, thrown: unknown): Invocation {
  const endedAt = services.clock.now();
  return {
    success: false,
    error: FlowError.from(thrown),
    metadata: NOTHING,
    executionTime: secondsBetween(startedAt, endedAt),
    endedAt,
  };
}

/** A clock that was set back makes no time negative. */
export function secondsBetween(start: number, end: number): number {
  return Math.max(0, end - start) / 1000;
}

/** Executors come from authors whose compiler may not have held them to the contract. */
function checkForm(name: string, result: ExecutionResult): void {
  if (!isMap(result)) {
    throw new FlowError('executor_failed', `${name} gave no result: it has to give {success, outputs}.`);
  }
  if (result.success && !isMap(result.outputs)) {
    throw new FlowError('executor_failed', `${name} gave no outputs: it has to give a map.`);
  }
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
