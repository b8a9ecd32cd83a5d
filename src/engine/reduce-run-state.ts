import type { RunEvent } from './run-event.ts';
import type { RunState, StepState } from './run-state.ts';

/**
 * Applies one event to a run's state and gives the new state; nothing is changed in place.
 * An event of a step that the run does not have is passed over.
 *
 * @example
 * let state: RunState | undefined;
 * runner.executeFlow(flow, inputs, { onEvent: (event) => { state = reduceRunState(state, event); } });
 */
export function reduceRunState(state: RunState | undefined, event: RunEvent): RunState {
  if (event.type === 'run_started') return startedRun(event);
  if (state === undefined) throw new TypeError(`The first event of a run is run_started, not ${event.type}.`);
  if (event.type === 'run_finished') {
    const { status, outputs, executionTime } = event;
    return { ...state, status, outputs, executionTime, ...(event.error && { error: event.error }) };
  }
  const step = state.steps[event.step];
  if (step === undefined) return state;
  return { ...state, steps: { ...state.steps, [event.step]: reduceStep(step, event) } };
}

export type StepEvent = Exclude<RunEvent, { type: 'run_started' | 'run_finished' }>;

/** The state of a run at its first event. */
export function startedRun(event: Extract<RunEvent, { type: 'run_started' }>): RunState {
  const steps: Record<string, StepState> = {};
  for (const { name, executor } of event.steps) {
    steps[name] = {
      name,
      executor,
      status: 'pending',
      attempt: 0,
      outputs: {},
      metadata: {},
      executionTime: 0,
      log: [],
    };
  }
  return {
    executionId: event.executionId,
    flow: event.flow,
    status: 'running',
    startedAt: event.time,
    outputs: {},
    steps,
    executionTime: 0,
  };
}

/** Applies one event to the step it belongs to. */
export function reduceStep(step: StepState, event: StepEvent): StepState {
  switch (event.type) {
    case 'step_queued':
      return { ...step, status: 'queued' };
    case 'step_started':
      return { ...step, status: 'running', attempt: event.attempt, startedAt: event.time };
    case 'step_progress':
      return { ...step, progress: event.progress };
    case 'step_partial':
      return { ...step, partial: { ...step.partial, ...event.partial } };
    case 'step_log': {
      const { level, message, time } = event;
      return { ...step, log: [...step.log, { level, message, time }] };
    }
    case 'step_succeeded': {
      const { outputs, metadata, executionTime } = event;
      return { ...ended(step), status: 'succeeded', outputs, metadata, executionTime };
    }
    case 'step_failed': {
      const { error, metadata, executionTime } = event;
      return { ...ended(step), status: 'failed', error, metadata, executionTime };
    }
    case 'step_skipped':
      return { ...ended(step), status: 'skipped', skippedBecause: event.reason };
    case 'step_cancelled':
      return { ...ended(step), status: 'cancelled', executionTime: event.executionTime };
  }
}

/** A step that is over shows neither progress nor partial output. */
function ended(step: StepState): StepState {
  const { progress: _progress, partial: _partial, ...rest } = step;
  return rest;
}
