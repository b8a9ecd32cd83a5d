import type { StepEvent } from './run-event.ts';
import type { StepState } from './run-state.ts';

/** A step's state while it is nobody else's. */
export type StepDraft = { -readonly [Key in keyof StepState]: StepState[Key] };

const NOTHING: Readonly<Record<string, unknown>> = Object.freeze({});
const NO_LOG: StepState['log'] = Object.freeze([]);

/** A step before its first event. */
export function newStep({ name, executor }: { readonly name: string; readonly executor: string }): StepDraft {
  return {
    name,
    executor,
    status: 'pending',
    attempt: 0,
    outputs: NOTHING,
    metadata: NOTHING,
    executionTime: 0,
    log: NO_LOG,
  };
}

/** A step that is done again, after a reload or a failure: what it came to is forgotten, how often it was tried is not. */
export function againStep({ name, executor, attempt, log }: StepState): StepDraft {
  return { ...newStep({ name, executor }), attempt, log };
}

/**
 * What each event means for its step: the one place that says so, for a page, which keeps every state as it was,
 * and for the engine, which changes its only one (a copy at each event would be a good part of a small step's cost).
 */
export function applyStepEvent(step: StepDraft, event: StepEvent): void {
  switch (event.type) {
    case 'step_queued':
      step.status = 'queued';
      return;
    case 'step_started':
      step.status = 'running';
      step.attempt = event.attempt;
      step.startedAt = event.time;
      return;
    case 'step_progress':
      step.progress = event.progress;
      return;
    case 'step_partial':
      step.partial = { ...step.partial, ...event.partial };
      return;
    case 'step_log': {
      const { level, message, time } = event;
      step.log = [...step.log, { level, message, time }];
      return;
    }
    case 'step_retrying':
      step.attempt = event.attempt + 1;
      step.retrying = event.error;
      return;
    case 'step_waiting':
      step.question = event.question;
      return;
    case 'step_answered':
      delete step.question;
      return;
    case 'step_succeeded':
      end(step);
      step.status = 'succeeded';
      step.outputs = event.outputs;
      step.metadata = event.metadata;
      step.executionTime = event.executionTime;
      if (event.cached !== undefined) step.cached = event.cached;
      if (event.error !== undefined) step.error = event.error;
      return;
    case 'step_failed':
      end(step);
      step.status = 'failed';
      step.error = event.error;
      step.metadata = event.metadata;
      step.executionTime = event.executionTime;
      return;
    case 'step_skipped':
      end(step);
      step.status = 'skipped';
      step.skippedBecause = event.reason;
      return;
    case 'step_cancelled':
      end(step);
      step.status = 'cancelled';
      step.executionTime = event.executionTime;
  }
}

/** A step that is over shows neither progress nor partial output, and asks nobody anything. */
function end(step: StepDraft): void {
  // To delete what is not there would still make the object a slow one.
  if (step.progress !== undefined) delete step.progress;
  if (step.partial !== undefined) delete step.partial;
  if (step.question !== undefined) delete step.question;
  if (step.retrying !== undefined) delete step.retrying;
}
