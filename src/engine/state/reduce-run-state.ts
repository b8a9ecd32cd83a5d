import type { RunEvent, RunStarted, StepEvent } from './run-event.ts';
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
    const { type: _type, time: _time, ...end } = event;
    return { ...state, ...end };
  }
  if (event.type === 'flow_callback') return state;
  const step = state.steps[event.step];
  if (step === undefined) return state;
  return { ...state, steps: { ...state.steps, [event.step]: reduceStep(step, event) } };
}

/** The state of a run at its first event. */
export function startedRun(event: RunStarted): RunState {
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
    case 'step_retrying':
      return { ...step, attempt: event.attempt + 1, retrying: event.error };
    case 'step_waiting':
      return { ...step, question: event.question };
    case 'step_answered': {
      const { question: _answered, ...rest } = step;
      return rest;
    }
    case 'step_succeeded': {
      const { outputs, metadata, executionTime, cached, error } = event;
      const end = { ...ended(step), status: 'succeeded', outputs, metadata, executionTime } as const;
      return cached || error ? { ...end, ...(cached && { cached }), ...(error && { error }) } : end;
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

/** A step that is over shows neither progress nor partial output, and asks nobody anything. */
function ended(step: StepState): StepState {
  // Most steps had none of these, and a copy less is a good part of what a small step costs.
  if (
    step.progress === undefined &&
    step.partial === undefined &&
    step.question === undefined &&
    step.retrying === undefined
  ) {
    return step;
  }
  const { progress: _progress, partial: _partial, question: _question, retrying: _retrying, ...rest } = step;
  return rest;
}
