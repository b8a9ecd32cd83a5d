import type { FlowResult, StepResult } from './flow-result.ts';
import { reduceStep, startedRun } from './reduce-run-state.ts';
import type { RunEvent } from './run-event.ts';
import type { RunState, StepState } from './run-state.ts';

/**
 * The engine's own copy of a run's state. It applies the same reducer as every other side, but in place:
 * copying all steps at each event would make a run of n steps cost n².
 */
export class RunRecorder {
  private readonly steps = new Map<string, StepState>();
  private state: RunState | undefined;

  apply(event: RunEvent): void {
    if (event.type === 'run_started') {
      this.state = startedRun(event);
      for (const step of Object.values(this.state.steps)) this.steps.set(step.name, step);
      return;
    }
    // The result says nothing of these.
    if (event.type === 'run_finished' || event.type === 'step_progress' || event.type === 'step_log') return;
    const step = this.steps.get(event.step);
    if (step !== undefined) this.steps.set(event.step, reduceStep(step, event));
  }

  step(name: string): StepState | undefined {
    return this.steps.get(name);
  }

  /** How many steps stand so. */
  count(status: StepState['status']): number {
    let count = 0;
    for (const step of this.steps.values()) if (step.status === status) count++;
    return count;
  }

  allSteps(): Iterable<StepState> {
    return this.steps.values();
  }

  /** The result of the run that this last event ends. */
  result(finished: Extract<RunEvent, { type: 'run_finished' }>): FlowResult {
    const steps: Record<string, StepResult> = {};
    for (const step of this.steps.values()) steps[step.name] = stepResult(step);
    return {
      success: finished.status === 'succeeded',
      flow: this.state?.flow ?? '',
      executionId: this.state?.executionId ?? '',
      status: finished.status,
      outputs: finished.outputs,
      steps,
      ...(finished.error !== undefined && { error: finished.error }),
      metadata: {
        started_at: new Date(this.state?.startedAt ?? finished.time).toISOString(),
        completed_steps: this.count('succeeded'),
        failed_steps: this.count('failed'),
        total_steps: this.steps.size,
      },
      executionTime: finished.executionTime,
    };
  }
}

function stepResult(step: StepState): StepResult {
  const { name, executor, status, outputs, metadata, executionTime } = step;
  return {
    name,
    executor,
    status,
    success: status === 'succeeded',
    outputs,
    ...(step.error !== undefined && { error: step.error }),
    metadata,
    executionTime,
    ...(step.skippedBecause !== undefined && { skippedBecause: step.skippedBecause }),
  };
}
