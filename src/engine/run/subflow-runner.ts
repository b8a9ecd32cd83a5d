import type { ExecutionResult } from '../../executors/index.ts';
import type { FlowSource } from '../../flow/index.ts';
import type { RunEvent } from '../state/run-event.ts';
import type { CancelScope } from '../step/cancel-scope.ts';
import type { TraceRecorder } from '../trace/trace-recorder.ts';

/** Runs flows for the steps of another. */
export interface SubflowRunner {
  /** Resolves always. `onEvent` hears what happens in the other flow; its calls are noted in `trace`. */
  run(
    flow: FlowSource,
    inputs: Readonly<Record<string, unknown>>,
    scope: CancelScope,
    trace: TraceRecorder,
    onEvent: (event: RunEvent) => void,
  ): Promise<ExecutionResult>;
}
