import type { RunState } from '../engine/state/run-state.ts';
import { formatDuration } from './format/duration.ts';

/** Where a run stands, in one sentence for who does not see the page. It changes with steps, never with the clock. */
export function statusText(run: RunState | undefined): string {
  if (run === undefined) return '';
  const steps = Object.values(run.steps);
  switch (run.status) {
    case 'running': {
      const done = steps.filter(
        ({ status }) => status !== 'pending' && status !== 'queued' && status !== 'running',
      );
      const current = steps.filter(({ status }) => status === 'running').map(({ name }) => name);
      const asking = steps.find(({ question }) => question !== undefined);
      if (asking !== undefined) return `Step ${asking.name} asks: ${asking.question?.message}`;
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
