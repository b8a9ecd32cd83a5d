import type { ExecutorRegistry, FileAccess } from '../../executors/index.ts';
import type { FlowDefinition } from '../../flow/index.ts';
import type { ExecuteOptions } from '../flow-engine.ts';
import type { StepQueues } from '../queue/step-queues.ts';
import type { RunnerServices } from '../runner-services.ts';
import type { RunEvent } from '../state/run-event.ts';
import type { CancelScope } from '../step/cancel-scope.ts';
import type { QuestionDesk } from '../step/question-desk.ts';
import type { StepCache } from '../step/step-cache.ts';
import type { TraceRecorder } from '../trace/trace-recorder.ts';
import type { RunCheckpoints } from './run-checkpoints.ts';
import type { RunFolder } from './run-files.ts';
import type { RunRecorder } from './run-recorder.ts';
import type { RunScope } from './run-scope.ts';
import type { SubflowRunner } from './subflow-runner.ts';

/** What every step of one run has in common. */
export interface RunSetting {
  readonly definition: FlowDefinition;
  readonly executionId: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly scope: RunScope;
  readonly registry: ExecutorRegistry;
  readonly services: RunnerServices;
  /** The files as this run sees them. */
  readonly files: FileAccess;
  readonly folder: RunFolder;
  /** Ends what still runs: for a failure that stops the run, a time-out, a cancellation. */
  readonly cancel: CancelScope;
  readonly device: ExecuteOptions['device'];
  readonly recorder: RunRecorder;
  readonly trace: TraceRecorder;
  readonly checkpoints: RunCheckpoints;
  /** Whether it can go on after its page was closed. */
  readonly isWrittenDown: boolean;
  /** Where no step may start before the results of others are written: resolves when they are. */
  readonly written?: () => Promise<void>;
  readonly cache: StepCache;
  readonly desk: QuestionDesk;
  readonly queues: StepQueues;
  readonly subflows: SubflowRunner;
  readonly emit: (event: RunEvent) => void;
}
