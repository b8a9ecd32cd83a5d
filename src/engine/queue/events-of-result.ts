import type { FlowResult, StepResult } from '../state/flow-result.ts';
import type { RunEvent } from '../state/run-event.ts';

/** What must have happened in a run that ended so: for one who comes when it is over, or has missed a part. */
export function eventsOf(result: FlowResult, time: number): readonly RunEvent[] {
  const { executionId, flow, status, outputs, error, metadata, formatted, executionTime } = result;
  const steps = Object.values(result.steps);
  return [
    {
      type: 'run_started',
      executionId,
      flow,
      steps: steps.map(({ name, executor }) => ({ name, executor })),
      time: time - executionTime * 1000,
    },
    ...steps.flatMap((step) => eventsOfStep(step, time)),
    {
      type: 'run_finished',
      status,
      outputs,
      ...(error !== undefined && { error }),
      metadata,
      ...(formatted !== undefined && { formatted }),
      executionTime,
      time,
    },
  ];
}

function eventsOfStep(result: StepResult, time: number): readonly RunEvent[] {
  const { name: step, attempts, outputs, metadata, executionTime, error, cached } = result;
  const started: RunEvent[] =
    attempts === 0
      ? []
      : [{ type: 'step_started', step, attempt: attempts, time: time - executionTime * 1000 }];
  switch (result.status) {
    case 'succeeded': {
      const more = { ...(cached !== undefined && { cached }), ...(error !== undefined && { error }) };
      return [...started, { type: 'step_succeeded', step, outputs, metadata, executionTime, time, ...more }];
    }
    case 'failed':
      return error === undefined
        ? started
        : [...started, { type: 'step_failed', step, error, metadata, executionTime, time }];
    case 'skipped':
      return [{ type: 'step_skipped', step, reason: result.skippedBecause ?? '', time }];
    case 'cancelled':
      return [...started, { type: 'step_cancelled', step, executionTime, time }];
    default:
      return started;
  }
}
