import type { TemplateResult } from 'lit';
import type { StepStatus } from '../../engine/state/flow-result.ts';
import type { RunState, StepState } from '../../engine/state/run-state.ts';
import { icons } from '../icons.ts';

/** What a step's mark says: the engine's status, or what it means once the run is over. */
export type ShownStatus = StepStatus | 'planned' | 'not_started' | 'stopped';

/**
 * The status to show. A step that still runs in a run that is over was cut off with its engine;
 * one that waits in such a run will never start.
 */
export function shownStatus(run: RunState | undefined, step: StepState | undefined): ShownStatus {
  if (run === undefined || step === undefined) return 'planned';
  if (run.status === 'running') return step.status;
  if (step.status === 'running') return 'stopped';
  return step.status === 'pending' || step.status === 'queued' ? 'not_started' : step.status;
}

interface Mark {
  readonly word: string;
  readonly icon: () => TemplateResult;
}

/** A word and a drawing for each status, so that no colour has to be seen. */
export const stepMarks: Readonly<Record<ShownStatus, Mark>> = {
  planned: { word: '', icon: icons.waiting },
  pending: { word: 'Waiting', icon: icons.waiting },
  queued: { word: 'Queued', icon: icons.waiting },
  running: { word: 'Running', icon: icons.running },
  succeeded: { word: 'Done', icon: icons.done },
  failed: { word: 'Failed', icon: icons.failed },
  skipped: { word: 'Skipped', icon: icons.skipped },
  cancelled: { word: 'Cancelled', icon: icons.cancelled },
  not_started: { word: 'Not started', icon: icons.waiting },
  stopped: { word: 'Stopped', icon: icons.cancelled },
};
