import type { ExecutionResult } from '../../executors/index.ts';
import type { FlowSource } from '../../flow/index.ts';
import type { RunEvent } from '../state/run-event.ts';
import type { CancelScope } from '../step/cancel-scope.ts';

/** Runs flows for the steps of another. */
export interface SubflowRunner {
  /** Resolves always. `onEvent` hears what happens in the other flow. */
  run(
    flow: FlowSource,
    inputs: Readonly<Record<string, unknown>>,
    scope: CancelScope,
    onEvent: (event: RunEvent) => void,
  ): Promise<ExecutionResult>;
}
