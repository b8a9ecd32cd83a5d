import type { FlowError } from '../../errors/index.ts';

/** What became of a run. */
export type RunStatus = 'succeeded' | 'failed' | 'cancelled' | 'timed_out';

/** Where a step stands. */
export type StepStatus = 'pending' | 'queued' | 'running' | 'succeeded' | 'failed' | 'skipped' | 'cancelled';

export interface StepResult {
  readonly name: string;
  readonly executor: string;
  readonly status: StepStatus;
  readonly success: boolean;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Why it failed; also where a fallback stood in, and the step succeeded by that. */
  readonly error?: FlowError;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** How often it was tried; 0 where it never ran. */
  readonly attempts: number;
  /** Outputs of an earlier run were used again. */
  readonly cached?: true;
  /** In seconds. */
  readonly executionTime: number;
  readonly skippedBecause?: string;
}

/** What `executeFlow` resolves with, also when the run failed. */
export interface FlowResult {
  readonly success: boolean;
  /** The flow's name. */
  readonly flow: string;
  readonly executionId: string;
  readonly status: RunStatus;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly steps: Readonly<Record<string, StepResult>>;
  readonly error?: FlowError;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The result as a text, where the flow's `config.output` asks for one. */
  readonly formatted?: string;
  /** In seconds. */
  readonly executionTime: number;
}
