import type { FlowError } from '../errors/index.ts';

/** What an executor answers. `executionTime` (seconds) is filled in by the engine, for every executor alike. */
export type ExecutionResult<Outputs = Record<string, unknown>> = ExecutionSuccess<Outputs> | ExecutionFailure;

export interface ExecutionSuccess<Outputs = Record<string, unknown>> {
  readonly success: true;
  readonly outputs: Outputs;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly executionTime?: number;
}

export interface ExecutionFailure {
  readonly success: false;
  /** A `FlowError`; a bare message is taken too and becomes one with the code `executor_failed`. */
  readonly error: FlowError | string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly executionTime?: number;
}

/**
 * Ends an executor well.
 *
 * @example
 * return succeed({ processed_text: 'HELLO' }, { characters: 5 });
 */
export function succeed<Outputs>(
  outputs: Outputs,
  metadata?: Record<string, unknown>,
): ExecutionSuccess<Outputs> {
  return metadata === undefined ? { success: true, outputs } : { success: true, outputs, metadata };
}

/** Ends an executor with an error that is a value. Throwing does the same: the engine catches in one place. */
export function fail(error: FlowError | string, metadata?: Record<string, unknown>): ExecutionFailure {
  return metadata === undefined ? { success: false, error } : { success: false, error, metadata };
}
