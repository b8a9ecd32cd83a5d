import type { FlowError } from '../../errors/index.ts';

/** What came of a call of an executor, or of all the calls that a step needed. */
export type Invocation = Success | Failure;

interface Ended {
  readonly metadata: Readonly<Record<string, unknown>>;
  /** In seconds. */
  readonly executionTime: number;
  /** In milliseconds since 1970. */
  readonly endedAt: number;
}

export interface Success extends Ended {
  readonly success: true;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly cached?: true;
}

export interface Failure extends Ended {
  readonly success: false;
  readonly error: FlowError;
}

/** A failure before any executor was called. */
export function failedBefore(error: FlowError, endedAt: number): Failure {
  return { success: false, error, metadata: NOTHING, executionTime: 0, endedAt };
}

export const NOTHING: Readonly<Record<string, unknown>> = Object.freeze({});
