import type { FlowResult } from '../state/flow-result.ts';
import type { RunEvent } from '../state/run-event.ts';
import type { TaskStatus } from './task.ts';
import type { TaskInfo } from './task-queues.ts';

/** How a caller waits for a task. */
export interface FollowOptions {
  /** Abort it to wait no longer; the task goes on. */
  readonly signal?: AbortSignal;
  /** Hears what happens in the task, in whichever tab it runs. */
  readonly onEvent?: (event: RunEvent) => void;
}

/**
 * A task that was submitted. It outlives this object, the page and the browser: `engine.task(taskId)` finds it again.
 *
 * @example
 * const task = await engine.submitFlow(flow, { text: 'hello' }, { queue: 'reports' });
 * const { outputs } = await task.result();
 */
export interface TaskHandle {
  readonly taskId: string;
  /** The run that does the work. */
  readonly executionId: string;
  readonly queue: string;
  status(): Promise<TaskStatus>;
  /** Everything that is known of it but its result. */
  read(): Promise<TaskInfo>;
  /** Waits for the end and gives the result, also of a task that failed. Rejects with `task_not_found` where it was removed. */
  result(options?: FollowOptions): Promise<FlowResult>;
  /** Takes it out of its queue where it waits, and ends it where it runs, in whichever tab. One that is over stays as it is. */
  cancel(): Promise<void>;
  /**
   * Puts it into its queue once more where it failed or was cancelled: it goes on with what had succeeded. Rejects
   * with `queue_full` and `queue_draining`.
   */
  resume(): Promise<void>;
}

/** What is known of a task that was submitted: what crosses threads. */
export type TaskKey = Pick<TaskHandle, 'taskId' | 'executionId' | 'queue'>;

/** What a handle asks, by the task's id. */
export interface TaskCalls {
  readTask(taskId: string): Promise<TaskInfo>;
  taskResult(taskId: string, options: FollowOptions): Promise<FlowResult>;
  cancelTask(taskId: string): Promise<void>;
  resumeTask(taskId: string): Promise<void>;
}

export function handleOf({ taskId, executionId, queue }: TaskKey, calls: TaskCalls): TaskHandle {
  return {
    taskId,
    executionId,
    queue,
    status: async () => (await calls.readTask(taskId)).status,
    read: () => calls.readTask(taskId),
    result: (options = {}) => calls.taskResult(taskId, options),
    cancel: () => calls.cancelTask(taskId),
    resume: () => calls.resumeTask(taskId),
  };
}
