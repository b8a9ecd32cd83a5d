import type { RunStatus } from '../state/flow-result.ts';

/** What happened in a run, call by call. Times are milliseconds since 1970, waits milliseconds. */
export interface RunTrace {
  readonly executionId: string;
  readonly flow: string;
  readonly status: 'running' | RunStatus;
  readonly start: number;
  /** Absent while the run goes on. */
  readonly end?: number;
  readonly spans: readonly TraceSpan[];
  /** How many calls within steps are not among the spans: of very many the first alone are noted. */
  readonly omitted?: number;
}

/** One call of an executor: one attempt of a step or of an item, or a child of one. */
export interface TraceSpan {
  readonly step: string;
  readonly executor: string;
  /** From 1. */
  readonly attempt: number;
  /** The place of the item, in a step with foreach. */
  readonly index?: number;
  /** Called by the executor of the step. */
  readonly isChild?: true;
  /** How long it could have started but for `max_concurrent`. */
  readonly queueWait: number;
  readonly start: number;
  readonly end: number;
  /** `engine`, or the name of a worker. */
  readonly thread: string;
  readonly status: 'succeeded' | 'failed' | 'cancelled';
  /** The error's code. */
  readonly error?: string;
  /** About the bytes of the config that went in and of the outputs that came out; files count whole. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly model?: string;
  readonly device?: string;
}
