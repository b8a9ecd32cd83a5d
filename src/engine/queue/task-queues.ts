import type { WireError } from '../../errors/index.ts';
import type { TaskReceipt, TaskRequest } from '../../executors/queue-access.ts';
import type { Priority } from '../../flow/index.ts';
import type { TaskStatus } from './task.ts';

/** A task as it stands. Times are milliseconds since 1970. */
export interface TaskInfo {
  readonly taskId: string;
  /** The run that does the work. */
  readonly executionId: string;
  readonly queue: string;
  readonly status: TaskStatus;
  readonly priority: Priority;
  readonly kind: 'flow' | 'executor';
  /** The flow's or the executor's name. */
  readonly name: string;
  /** How often it was begun, also where its tab ended in the middle. */
  readonly attempts: number;
  /** How many of these may fail. */
  readonly maxAttempts: number;
  readonly submittedAt: number;
  /** Not before this. */
  readonly dueAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Why its last attempt failed. */
  readonly error?: Pick<WireError, 'code' | 'kind' | 'message' | 'hint'>;
}

/** A queue as it stands. */
export interface QueueInfo {
  readonly name: string;
  readonly paused: boolean;
  readonly draining: boolean;
  /** How many tasks may wait in it. */
  readonly limit: number;
  /** How many of its tasks run at once, over all tabs. */
  readonly workers: number;
  /** How many tasks stand so. */
  readonly tasks: Readonly<Record<TaskStatus, number>>;
}

export interface TaskFilter {
  readonly queue?: string;
  readonly status?: TaskStatus;
  /** 100 where it is left out. */
  readonly limit?: number;
}

export interface QueueSettings {
  /** How many tasks may wait in it; 100 by default. */
  readonly limit?: number;
  /** How many of its tasks run at once, over all tabs; 3 by default. */
  readonly workers?: number;
}

/**
 * The queues of the site, for all its tabs. A queue is there as soon as somebody names it.
 *
 * @example
 * await engine.queues.configure('reports', { workers: 1 });
 * for (const task of await engine.queues.list({ status: 'dead' })) {
 *   console.log(task.name, task.error?.code);
 *   await (await engine.task(task.taskId)).resume();
 * }
 */
export interface TaskQueues {
  /** Puts the work of one executor into a queue. Rejects with `queue_full` and `queue_draining`. */
  submit(task: TaskRequest): Promise<TaskReceipt>;
  /** Rejects with `task_not_found`. */
  read(taskId: string): Promise<TaskInfo>;
  /** Tasks in the order of their submission: of those that are over, the ones that ended last. */
  list(filter?: TaskFilter): Promise<readonly TaskInfo[]>;
  /** All queues. */
  states(): Promise<readonly QueueInfo[]>;
  configure(queue: string, settings: QueueSettings): Promise<void>;
  /** Begins no more of its tasks; those that run go on. */
  pause(queue: string): Promise<void>;
  /** Goes on with a queue that was paused, and takes new tasks into one that was drained. */
  resume(queue: string): Promise<void>;
  /**
   * Takes no new tasks, and resolves when everything is done that waits. Rejects with `queue_paused` where the queue is
   * paused and something waits in it, and with `cancelled` where it is opened again meanwhile.
   */
  drain(queue: string): Promise<void>;
  /** Forgets a task that is over, with its result. Rejects with `task_not_over` and `task_not_found`. */
  remove(taskId: string): Promise<void>;
}
