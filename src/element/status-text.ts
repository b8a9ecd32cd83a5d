import type { RunState, StepState } from '../engine/state/run-state.ts';
import { formatDuration } from './format/duration.ts';
import { interruptedText } from './history/interrupted-view.ts';
import { askingSteps } from './steps/step-status.ts';

/** A message that is longer is read at the question itself. */
const LONGEST_MESSAGE = 300;

/** A run that does not go on here, for who does not see the page. */
export function cutOffText(run: RunState, isElsewhere: boolean): string {
  return `${isElsewhere ? 'The run goes on in another tab.' : 'The run was interrupted.'} ${interruptedText(run)}`;
}

/** Where a run stands, in one sentence for who does not see the page. It changes with steps, never with the clock. */
export function statusText(run: RunState | undefined): string {
  if (run === undefined) return '';
  const steps = Object.values(run.steps);
  switch (run.status) {
    case 'running': {
      const done = steps.filter(
        ({ status }) => status !== 'pending' && status !== 'queued' && status !== 'running',
      );
      const asking = askingSteps(run);
      if (asking.length > 0) return asking.map(questionText).join(' ');
      const current = steps.filter(({ status }) => status === 'running').map(workText);
      const progress = `${done.length} of ${steps.length} steps done.`;
      return current.length === 0 ? progress : `${progress} Running: ${current.join(', ')}.`;
    }
    case 'succeeded':
      return `Finished in ${formatDuration(run.executionTime)}.`;
    case 'cancelled':
      return 'The run was cancelled.';
    case 'timed_out':
      return 'The run took too long and was stopped.';
    case 'failed':
      return `The run failed. ${run.error?.message ?? ''}`.trim();
  }
}

function questionText({ name, question }: StepState): string {
  const message = question?.message ?? '';
  const cut = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
  return `Step ${name} asks: ${cut}`;
}

function workText({ name, retrying }: StepState): string {
  return retrying === undefined ? name : `${name} (trying again)`;
}
