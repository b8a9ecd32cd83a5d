import { FlowError } from '../../errors/index.ts';
import type { RunEvent } from '../state/run-event.ts';
import type { RunRecorder } from './run-recorder.ts';
import type { StoredRun } from './run-store.ts';

/**
 * Which steps of a run are done again when it goes on. Of a run that was cut off those that were not over; of one that
 * failed or was stopped everything that did not succeed.
 */
export function stepsToDoAgain(recorder: RunRecorder, status: StoredRun['status']): readonly string[] {
  const again: string[] = [];
  for (const step of recorder.allSteps()) {
    const isOver =
      step.status === 'succeeded' ||
      (status === 'running' && (step.status === 'failed' || step.status === 'skipped'));
    if (!isOver && step.status !== 'pending') again.push(step.name);
  }
  return again;
}

/** How long a run was under way, without the time between, in milliseconds. */
export function timeUnderWay(events: readonly RunEvent[]): number {
  let total = 0;
  let from: number | undefined;
  let last = 0;
  for (const event of events) {
    if (event.type === 'step_progress' || event.type === 'step_partial') continue;
    if (event.type === 'run_resumed') {
      if (from !== undefined) total += Math.max(0, last - from);
      from = event.time;
    }
    from ??= event.time;
    last = event.time;
  }
  return from === undefined ? total : total + Math.max(0, last - from);
}

export function runNotFound(executionId: string): FlowError {
  const hint = 'It may have been deleted, or never have been written down (durability: none).';
  return new FlowError('run_not_found', `There is no run ${executionId}.`, { hint });
}

export function notHere(executionId: string): FlowError {
  const hint = 'Resume it, unless another tab has it.';
  return new FlowError('run_elsewhere', `The run ${executionId} does not go on here.`, { hint });
}

/** Throws `run_over` for a run that cannot go on. */
export function requireResumable({ executionId, status }: StoredRun): void {
  if (status !== 'succeeded') return;
  const hint = 'Run it again, with the same inputs or with others.';
  throw new FlowError('run_over', `The run ${executionId} has succeeded: there is nothing to go on with.`, {
    hint,
  });
}
