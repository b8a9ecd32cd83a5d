import type { ExecuteOptions } from '../flow-engine.ts';
import type { QueuePlace } from '../queue/queue-workers.ts';
import type { TraceRecorder } from '../trace/trace-recorder.ts';
import type { RunFolder } from './run-files.ts';

/** How a run goes on inside of the engine: also as the work of a task, in a place of its queue. */
export interface RunOptions extends ExecuteOptions {
  readonly place?: QueuePlace;
  /** The run whose step has submitted the task. */
  readonly parent?: string;
}

/** The run whose step another run is. */
export interface ParentRun {
  readonly trace: TraceRecorder;
  readonly folder: RunFolder;
  /** Absent where that run is not written down. */
  readonly executionId?: string;
}
