import { systemClock } from '../../engine/clock.ts';
import { RunRecorder } from '../../engine/run/run-recorder.ts';
import type { FlowResult } from '../../engine/state/flow-result.ts';
import type { RunEvent } from '../../engine/state/run-event.ts';
import type { FlowError } from '../../errors/index.ts';

/** Follows a run from the page, so that it has an end also when its engine is lost in the middle. */
export class UnfinishedRun {
  private readonly recorder = new RunRecorder();
  private startedAt = systemClock.now();
  private hasStarted = false;
  private readonly onEvent: (event: RunEvent) => void;

  constructor(onEvent: (event: RunEvent) => void) {
    this.onEvent = onEvent;
  }

  follow(event: RunEvent): void {
    if (event.type === 'run_started') {
      this.hasStarted = true;
      this.startedAt = event.time;
    }
    this.recorder.apply(event);
    this.onEvent(event);
  }

  /** Ends the run with the error that took its engine: what was finished is kept, what was open is closed. */
  end(error: FlowError): FlowResult {
    const time = systemClock.now();
    if (!this.hasStarted) this.follow({ type: 'run_started', executionId: '', flow: '', steps: [], time });
    for (const { name, status } of this.recorder.allSteps()) {
      if (status === 'pending' || status === 'queued' || status === 'running') {
        this.follow({ type: 'step_cancelled', step: name, executionTime: 0, time });
      }
    }
    const executionTime = (time - this.startedAt) / 1000;
    const status = error.kind === 'cancelled' ? 'cancelled' : 'failed';
    const finished: RunEvent = { type: 'run_finished', status, outputs: {}, error, executionTime, time };
    this.follow(finished);
    return this.recorder.result(finished);
  }
}
