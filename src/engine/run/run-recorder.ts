import { againStep, applyStepEvent, newStep, type StepDraft } from '../state/apply-step-event.ts';
import type { FlowResult } from '../state/flow-result.ts';
import { resultOfRun } from '../state/result-of-state.ts';
import type { RunEvent, RunFinished, RunStarted } from '../state/run-event.ts';
import type { StepState } from '../state/run-state.ts';

/**
 * The engine's own copy of a run's state. It applies the same rules as every other side, but in place:
 * copying all steps at each event would make a run of n steps cost n².
 */
export class RunRecorder {
  private readonly steps = new Map<string, StepDraft>();
  private started: RunStarted | undefined;

  apply(event: RunEvent): void {
    switch (event.type) {
      case 'run_started':
        this.started = event;
        for (const step of event.steps) this.steps.set(step.name, newStep(step));
        return;
      case 'run_resumed':
        for (const name of event.steps) {
          const step = this.steps.get(name);
          if (step !== undefined) this.steps.set(name, againStep(step));
        }
        return;
      // The result says nothing of these.
      case 'run_finished':
      case 'flow_callback':
      case 'step_progress':
      case 'step_log':
        return;
      default: {
        const step = this.steps.get(event.step);
        if (step !== undefined) applyStepEvent(step, event);
      }
    }
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

  /** What the result says of the run beside its outputs. */
  metadata(): Record<string, unknown> {
    return {
      started_at: new Date(this.started?.time ?? 0).toISOString(),
      completed_steps: this.count('succeeded'),
      failed_steps: this.count('failed'),
      total_steps: this.steps.size,
    };
  }

  /** The result of the run that this last event ends. */
  result(end: RunFinished): FlowResult {
    const { flow = '', executionId = '' } = this.started ?? {};
    return resultOfRun({ ...end, flow, executionId }, this.steps.values());
  }
}
