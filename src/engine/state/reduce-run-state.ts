import { againStep, applyStepEvent, newStep } from './apply-step-event.ts';
import type { RunEvent, RunResumed, RunStarted } from './run-event.ts';
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
  if (event.type === 'run_resumed') return resumedRun(state, event);
  const step = state.steps[event.step];
  if (step === undefined) return state;
  const changed = { ...step };
  applyStepEvent(changed, event);
  return { ...state, steps: { ...state.steps, [event.step]: changed } };
}

/** The state of a run that goes on: it has no end any more. */
function resumedRun(state: RunState, { steps }: RunResumed): RunState {
  const again = new Set(steps);
  const { error: _error, metadata: _metadata, formatted: _formatted, ...rest } = state;
  const states = Object.values(state.steps).map((step) => (again.has(step.name) ? againStep(step) : step));
  return {
    ...rest,
    status: 'running',
    outputs: {},
    steps: Object.fromEntries(states.map((step) => [step.name, step])),
    executionTime: 0,
  };
}

/** The state of a run at its first event. */
function startedRun({ executionId, flow, steps, time }: RunStarted): RunState {
  const states: Record<string, StepState> = {};
  for (const step of steps) states[step.name] = newStep(step);
  return {
    executionId,
    flow,
    status: 'running',
    startedAt: time,
    outputs: {},
    steps: states,
    executionTime: 0,
  };
}
