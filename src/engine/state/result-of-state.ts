import type { FlowResult, RunStatus, StepResult } from './flow-result.ts';
import type { RunState, StepState } from './run-state.ts';

/** The result of a run that is over, from its state alone; of one that is not, `cancelled` with what there is. */
export function resultOfState(state: RunState): FlowResult {
  const status = state.status === 'running' ? 'cancelled' : state.status;
  return resultOfRun({ ...state, status }, Object.values(state.steps));
}

/** What is known of a run at its end, but for its steps. */
export interface RunEnd
  extends Pick<
    RunState,
    'executionId' | 'flow' | 'outputs' | 'error' | 'metadata' | 'formatted' | 'executionTime'
  > {
  readonly status: RunStatus;
}

export function resultOfRun(end: RunEnd, steps: Iterable<StepState>): FlowResult {
  const { executionId, flow, status, outputs, error, metadata = {}, formatted, executionTime } = end;
  const results: Record<string, StepResult> = {};
  for (const step of steps) results[step.name] = stepResult(step);
  return {
    success: status === 'succeeded',
    flow,
    executionId,
    status,
    outputs,
    steps: results,
    ...(error !== undefined && { error }),
    metadata,
    ...(formatted !== undefined && { formatted }),
    executionTime,
  };
}

function stepResult(step: StepState): StepResult {
  const { name, executor, status, outputs, error, metadata, attempt, cached, executionTime } = step;
  return {
    name,
    executor,
    status,
    success: status === 'succeeded',
    outputs,
    ...(error !== undefined && { error }),
    metadata,
    attempts: attempt,
    ...(cached !== undefined && { cached }),
    executionTime,
    ...(step.skippedBecause !== undefined && { skippedBecause: step.skippedBecause }),
  };
}
