import { applyStepEvent, type StepDraft } from './apply-step-event.ts';
import { reduceRunState } from './reduce-run-state.ts';
import type { RunEvent } from './run-event.ts';
import type { RunState } from './run-state.ts';

/**
 * The state that a journal's events lead to; undefined where there are none. The same rules as `reduceRunState`, but
 * steps change in place: copying all of them at each of many thousand events would cost n².
 */
export function replayRun(events: Iterable<RunEvent>): RunState | undefined {
  let state: RunState | undefined;
  // Own copies: the steps that the reducer gives may be those of the state before.
  let steps: Record<string, StepDraft> = {};
  for (const event of events) {
    if (!('step' in event) || state === undefined) {
      const before: RunState | undefined = state && { ...state, steps };
      state = reduceRunState(before, event);
      steps = Object.fromEntries(Object.entries(state.steps).map(([name, step]) => [name, { ...step }]));
      continue;
    }
    const step = Object.hasOwn(steps, event.step) ? steps[event.step] : undefined;
    if (step !== undefined) applyStepEvent(step, event);
  }
  return state && { ...state, steps };
}
