import type { ExecutionResult } from './execution-result.ts';

/** A piece of work for a queue. Times are seconds. */
export interface TaskRequest {
  readonly executor: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** The queue's name; `default` where it is left out. */
  readonly queue?: string;
  readonly priority?: 'low' | 'normal' | 'high';
  /** Not before so many seconds from now. */
  readonly delay?: number;
  /** 1 where it is left out: a task that fails is not tried again. */
  readonly maxAttempts?: number;
  /** Before a further attempt; doubled after each. */
  readonly retryDelay?: number;
  /** For one attempt. */
  readonly timeout?: number;
  /** A second task with the same key is the first one; where that one failed or was cancelled, it is done again. */
  readonly idempotencyKey?: string;
  /** The id that the task gets; where another task has it already, with a number after it. */
  readonly taskId?: string;
}

export interface TaskReceipt {
  readonly taskId: string;
  readonly queue: string;
  /** How many tasks wait in the queue, this one among them. */
  readonly queueSize: number;
}

/** Durable queues, as a step reaches them. */
export interface QueueAccess {
  /** Puts work into a queue. Rejects with `queue_full` and `queue_draining`. */
  submit(task: TaskRequest): Promise<TaskReceipt>;
  /** Waits for a task's end and gives its result. Rejects with `task_not_found`. */
  result(taskId: string): Promise<ExecutionResult>;
  /** Takes a task that waits out of its queue, or ends one that runs. Rejects with `task_not_found`. */
  cancel(taskId: string): Promise<void>;
}
