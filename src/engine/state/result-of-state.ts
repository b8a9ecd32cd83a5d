import type { FlowResult, StepResult } from './flow-result.ts';
import type { RunState, StepState } from './run-state.ts';

/** The result of a run that is over, from its state alone; of one that is not, `cancelled` with what there is. */
export function resultOfState(state: RunState): FlowResult {
  const { executionId, flow, outputs, error, metadata = {}, formatted, executionTime } = state;
  const status = state.status === 'running' ? 'cancelled' : state.status;
  const steps = Object.values(state.steps).map((step) => [step.name, stepResult(step)] as const);
  return {
    success: status === 'succeeded',
    flow,
    executionId,
    status,
    outputs,
    steps: Object.fromEntries(steps),
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
