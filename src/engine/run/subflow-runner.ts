import type { Checkpoints, ExecutionResult } from '../../executors/index.ts';
import type { FlowSource } from '../../flow/index.ts';
import type { RunEvent } from '../state/run-event.ts';
import type { CancelScope } from '../step/cancel-scope.ts';
import type { TraceRecorder } from '../trace/trace-recorder.ts';
import type { RunFolder } from './run-files.ts';

/** A flow that a step of another runs. */
export interface SubflowCall {
  readonly flow: FlowSource;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly scope: CancelScope;
  /** Its calls are noted here. */
  readonly trace: TraceRecorder;
  readonly folder: RunFolder;
  /** Hears what happens in the other flow. */
  readonly onEvent: (event: RunEvent) => void;
  /** Where the run is written down: what it takes to go on with the other flow after a reload. */
  readonly durable?: DurableCall;
}

export interface DurableCall {
  readonly parent: string;
  readonly checkpoints: Checkpoints;
  /** Tells this flow from others that the same step runs. */
  readonly key: string;
}

/** Runs flows for the steps of another. */
export interface SubflowRunner {
  /** Resolves always. */
  run(call: SubflowCall): Promise<ExecutionResult>;
}
