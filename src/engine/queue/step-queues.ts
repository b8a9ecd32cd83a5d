import type { ExecutionResult, QueueAccess } from '../../executors/index.ts';
import type { RunEvent } from '../state/run-event.ts';

/** Queues as a run reaches them. */
export interface StepQueues extends QueueAccess {
  /** `onEvent` hears what happens in the task, in whichever tab it runs. */
  result(taskId: string, onEvent?: (event: RunEvent) => void): Promise<ExecutionResult>;
}
