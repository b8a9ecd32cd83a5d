import type { TemplateResult } from 'lit';
import type { StepStatus } from '../../engine/state/flow-result.ts';
import type { RunState, StepState } from '../../engine/state/run-state.ts';
import { icons } from '../icons.ts';

/** What a step's mark says: the engine's status, or what it means once the run is over. */
export type ShownStatus = StepStatus | 'planned' | 'asking' | 'not_started' | 'stopped';

/**
 * The status to show. A step that still runs in a run that is over was cut off with its engine;
 * one that waits in such a run will never start.
 */
export function shownStatus(run: RunState | undefined, step: StepState | undefined): ShownStatus {
  if (run === undefined || step === undefined) return 'planned';
  if (run.status === 'running') return isAsking(step) ? 'asking' : step.status;
  if (step.status === 'running') return 'stopped';
  return step.status === 'pending' || step.status === 'queued' ? 'not_started' : step.status;
}

/** Whether a step waits for a person's answer. */
export function isAsking(step: StepState): boolean {
  return step.question !== undefined && step.status === 'running';
}

/** The steps of a run that wait for an answer, in the order of the document. */
export function askingSteps(run: RunState | undefined): readonly StepState[] {
  return run?.status === 'running' ? Object.values(run.steps).filter(isAsking) : [];
}

/** Whether the step is at work, or waits for its reader in the midst of it. */
export function isActive(status: ShownStatus): boolean {
  return status === 'running' || status === 'asking';
}

interface Mark {
  readonly word: string;
  readonly icon: () => TemplateResult;
}

/** A word and a drawing for each status, so that no colour has to be seen. */
export const stepMarks: Readonly<Record<ShownStatus, Mark>> = {
  planned: { word: '', icon: icons.waiting },
  pending: { word: 'Waiting', icon: icons.waiting },
  queued: { word: 'Queued', icon: icons.queued },
  running: { word: 'Running', icon: icons.running },
  asking: { word: 'Asks you', icon: icons.asking },
  succeeded: { word: 'Done', icon: icons.done },
  failed: { word: 'Failed', icon: icons.failed },
  skipped: { word: 'Skipped', icon: icons.skipped },
  cancelled: { word: 'Cancelled', icon: icons.cancelled },
  not_started: { word: 'Not started', icon: icons.waiting },
  stopped: { word: 'Stopped', icon: icons.cancelled },
};
