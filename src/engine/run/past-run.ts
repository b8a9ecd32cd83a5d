import type { FlowResult } from '../state/flow-result.ts';
import type { RunEvent, RunFinished } from '../state/run-event.ts';
import { RunRecorder } from './run-recorder.ts';

/** Tells what happened in a run that is over, and gives its result; undefined for one that did not end. */
export function lookBack(
  events: readonly RunEvent[],
  listener: (event: RunEvent) => void,
): FlowResult | undefined {
  const recorder = new RunRecorder();
  let finished: RunFinished | undefined;
  for (const event of events) {
    recorder.apply(event);
    if (event.type === 'run_finished') finished = event;
    listener(event);
  }
  return finished && recorder.result(finished);
}
