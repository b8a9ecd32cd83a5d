import type { FlowError } from '../../errors/index.ts';
import type { Progress } from '../../executors/progress.ts';
import type { RunStatus, StepStatus } from './flow-result.ts';
import type { Question } from './question.ts';

/** A run as it stands: made from its events alone, so the engine, a journal and a page always agree. */
export interface RunState {
  readonly executionId: string;
  readonly flow: string;
  readonly status: 'running' | RunStatus;
  readonly startedAt: number;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** In the order of the document. */
  readonly steps: Readonly<Record<string, StepState>>;
  readonly error?: FlowError;
  /** What is known of the run beside its outputs, once it is over. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly formatted?: string;
  /** In seconds; 0 while the run goes on. */
  readonly executionTime: number;
}

export interface StepState {
  readonly name: string;
  readonly executor: string;
  readonly status: StepStatus;
  readonly attempt: number;
  readonly startedAt?: number;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What the executor has shown so far; emptied when the step ends. */
  readonly partial?: Readonly<Record<string, unknown>>;
  readonly progress?: Progress;
  /** What it asks a person, while nobody has answered. */
  readonly question?: Question;
  /** Why the last attempt failed, while the next one is waited for or made. */
  readonly retrying?: FlowError;
  readonly cached?: true;
  readonly error?: FlowError;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly executionTime: number;
  readonly skippedBecause?: string;
  readonly log: readonly { readonly level: string; readonly message: string; readonly time: number }[];
}
