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
  readonly maxAttempts?: number;
  /** Before a further attempt; doubled after each. */
  readonly retryDelay?: number;
  /** For one attempt. */
  readonly timeout?: number;
  /** A second task with the same key is the first one. */
  readonly idempotencyKey?: string;
}

export interface TaskReceipt {
  readonly taskId: string;
  readonly queue: string;
  /** How many tasks wait in the queue, this one among them. */
  readonly queueSize: number;
}

/** Durable queues, as a step reaches them. */
export interface QueueAccess {
  /** Puts work into a queue. Rejects with `queue_full`. */
  submit(task: TaskRequest): Promise<TaskReceipt>;
  /** Waits for a task's end and gives its result. Rejects with `task_not_found`. */
  result(taskId: string): Promise<ExecutionResult>;
}
