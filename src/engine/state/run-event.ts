import type { FlowError } from '../../errors/index.ts';
import type { Progress } from '../../executors/progress.ts';
import type { RunStatus } from './flow-result.ts';
import type { Question } from './question.ts';

/** What every event of a step says. */
interface OfStep {
  readonly step: string;
}

/** A moment, in milliseconds since 1970. */
interface At {
  readonly time: number;
}

type Plain = Readonly<Record<string, unknown>>;

/**
 * Everything that happens in a run. One reducer (`reduce-run-state.ts`) makes the run's state from these, on every side.
 * `executionTime` and `delay` are seconds.
 */
export type RunEvent = RunStarted | RunResumed | StepEvent | FlowCallback | RunFinished;

export interface RunStarted extends At {
  readonly type: 'run_started';
  readonly executionId: string;
  readonly flow: string;
  readonly steps: readonly { readonly name: string; readonly executor: string }[];
}

/** A run goes on that was cut off, or had failed. */
export interface RunResumed extends At {
  readonly type: 'run_resumed';
  /** What is done again: they stand as before their first event, but for their number of attempts. */
  readonly steps: readonly string[];
}

/** A callback of the flow's `config.callbacks`: the page sends a DOM event of that name. */
export interface FlowCallback extends At {
  readonly type: 'flow_callback';
  readonly event: string;
  readonly detail: Plain;
}

export interface RunFinished extends At {
  readonly type: 'run_finished';
  readonly status: RunStatus;
  readonly outputs: Plain;
  readonly error?: FlowError;
  readonly metadata?: Plain;
  readonly formatted?: string;
  readonly executionTime: number;
}

export type StepEvent =
  | StepQueued
  | StepStarted
  | StepProgress
  | StepPartial
  | StepLog
  | StepRetrying
  | StepWaiting
  | StepAnswered
  | StepSucceeded
  | StepFailed
  | StepSkipped
  | StepCancelled;

/** Its needs are over, but `max_concurrent` steps run already. */
export interface StepQueued extends OfStep, At {
  readonly type: 'step_queued';
}

export interface StepStarted extends OfStep, At {
  readonly type: 'step_started';
  readonly attempt: number;
}

export interface StepProgress extends OfStep {
  readonly type: 'step_progress';
  readonly progress: Progress;
}

export interface StepPartial extends OfStep {
  readonly type: 'step_partial';
  readonly partial: Plain;
}

export interface StepLog extends OfStep, At {
  readonly type: 'step_log';
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
}

/** An attempt failed, and another will be made. */
export interface StepRetrying extends OfStep, At {
  readonly type: 'step_retrying';
  /** The attempt that failed. */
  readonly attempt: number;
  /** The item it failed on, in a step with foreach. */
  readonly index?: number;
  readonly error: FlowError;
  readonly delay: number;
}

/** It has asked a person, and waits. */
export interface StepWaiting extends OfStep, At {
  readonly type: 'step_waiting';
  readonly question: Question;
}

export interface StepAnswered extends OfStep, At {
  readonly type: 'step_answered';
}

export interface StepSucceeded extends OfStep, At {
  readonly type: 'step_succeeded';
  readonly outputs: Plain;
  readonly metadata: Plain;
  readonly executionTime: number;
  readonly cached?: true;
  /** Why the step itself failed, where a fallback stood in for it. */
  readonly error?: FlowError;
}

export interface StepFailed extends OfStep, At {
  readonly type: 'step_failed';
  readonly error: FlowError;
  readonly metadata: Plain;
  readonly executionTime: number;
}

export interface StepSkipped extends OfStep, At {
  readonly type: 'step_skipped';
  readonly reason: string;
}

export interface StepCancelled extends OfStep, At {
  readonly type: 'step_cancelled';
  readonly executionTime: number;
}
