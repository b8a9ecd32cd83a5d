import { FlowError } from '../../errors/index.ts';
import type { Device, TaskRequest } from '../../executors/index.ts';
import type { Clock } from '../clock.ts';
import type { QueuePlace } from './queue-workers.ts';
import type { NewTask } from './submit-task.ts';
import { DEFAULT_QUEUE, rankOf, type Task } from './task.ts';
import type { TaskFeed } from './task-feed.ts';
import type { TaskNews } from './task-news.ts';
import type { TaskServices } from './task-rooms.ts';

/** How a flow goes into a queue. What is not said, the flow's own `config.execution` says. Times are seconds. */
export interface SubmitOptions extends Omit<TaskRequest, 'executor' | 'config'> {
  /** Where models compute in this run, for steps that leave it open. */
  readonly device?: Device;
  /** The flow's own address: the flows that it names are found from there. */
  readonly address?: string;
}

export interface FlowTaskOptions extends SubmitOptions {
  readonly executionId?: string;
}

/** What the parts of the desk reach each other by. */
export interface TaskRoutes {
  readonly services: TaskServices;
  readonly clock: Clock;
  readonly feed: TaskFeed;
  readonly news: TaskNews;
  /** A task stands otherwise than before. */
  readonly tell: (task: Task) => void;
  /** A queue has something to do, or was changed. */
  readonly touch: (queue: string) => void;
  /** Ends a task that runs, in whichever tab. */
  readonly stop: (taskId: string) => void;
  readonly lend: <Answer>(place: QueuePlace, wait: () => Promise<Answer>) => Promise<Answer>;
}

/** A day, a week, years: what is longer than this is a mistake. */
const LONGEST_DELAY = 366 * 24 * 3600;

/** Throws `invalid_config` where an option makes no sense. */
export function newTask(
  kind: Task['kind'],
  name: string,
  options: FlowTaskOptions,
  { clock, newId }: { readonly clock: Clock; readonly newId: () => string },
): NewTask {
  const { queue = DEFAULT_QUEUE, priority, delay = 0, maxAttempts = 1, retryDelay = 1 } = options;
  const { timeout, idempotencyKey, executionId = newId(), taskId = executionId } = options;
  requireQueueName(queue);
  if (!isText(taskId)) throw wrong('taskId', 'a text');
  if (idempotencyKey !== undefined && !isText(idempotencyKey)) throw wrong('idempotencyKey', 'a text');
  if (rankOf(priority) === undefined) throw wrong('priority', 'low, normal or high');
  if (!(isSeconds(delay) && delay <= LONGEST_DELAY)) throw wrong('delay', 'seconds, a year of them at most');
  if (!(Number.isInteger(maxAttempts) && maxAttempts >= 1))
    throw wrong('maxAttempts', 'a whole number from 1');
  if (!isSeconds(retryDelay)) throw wrong('retryDelay', 'seconds');
  if (timeout !== undefined && !(isSeconds(timeout) && timeout > 0))
    throw wrong('timeout', 'seconds, more than 0');
  return {
    taskId,
    executionId,
    queue,
    rank: rankOf(priority),
    kind,
    name,
    submittedAt: clock.now(),
    delay: delay * 1000,
    maxAttempts,
    retryDelay,
    ...(timeout !== undefined && { timeout }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  };
}

/** Throws `invalid_config` for what is no name of a queue. A page's own script is not held to types. */
export function requireQueueName(queue: unknown): void {
  if (!isText(queue)) throw wrong('queue', 'a name');
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isSeconds(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function wrong(option: string, wanted: string): FlowError {
  return new FlowError('invalid_config', `A task's "${option}" has to be ${wanted}.`);
}
