import type { RunState, StepState } from '../../engine/state/run-state.ts';

/** The part of the run's time in which a step ran, both ends as shares from 0 to 1. */
export interface Track {
  readonly from: number;
  readonly to: number;
}

/** Where a step's bar lies on the time of its run, so that steps that ran together are seen to lie under each other. */
export function trackOf(run: RunState, step: StepState, now: number): Track | undefined {
  if (step.startedAt === undefined) return undefined;
  const over = run.status !== 'running';
  const runEnd = over ? run.startedAt + run.executionTime * 1000 : now;
  const whole = Math.max(1, runEnd - run.startedAt);
  const ended = step.status !== 'running' && step.status !== 'queued';
  // The last attempt started at `startedAt`; what came before it is in `executionTime` too, so the end is capped.
  const end = ended ? Math.min(runEnd, step.startedAt + step.executionTime * 1000) : runEnd;
  const share = (time: number): number => Math.min(1, Math.max(0, (time - run.startedAt) / whole));
  return { from: share(step.startedAt), to: share(end) };
}

/** How long a step has been running, or ran, in seconds; undefined before it starts. */
export function stepSeconds(run: RunState, step: StepState, now: number): number | undefined {
  if (step.startedAt === undefined) return undefined;
  if (step.status !== 'running') return step.executionTime;
  const until = run.status === 'running' ? now : run.startedAt + run.executionTime * 1000;
  return Math.max(0, until - step.startedAt) / 1000;
}
