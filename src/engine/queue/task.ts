import type { FlowError, WireError } from '../../errors/index.ts';
import { toWire } from '../../errors/index.ts';
import type { Device } from '../../executors/model-access.ts';
import type { FlowSource, Priority } from '../../flow/index.ts';

/** `dead`: every attempt that it had has failed. */
export type TaskStatus = 'queued' | 'running' | 'succeeded' | 'cancelled' | 'dead';

export const TASK_STATUSES: readonly TaskStatus[] = ['queued', 'running', 'succeeded', 'cancelled', 'dead'];

/** The order of priorities, as an index can sort it. */
export type Rank = 0 | 1 | 2;

/** The most urgent first. */
export const RANKS: readonly Rank[] = [0, 1, 2];

/** A piece of work in a queue, but for the work itself. Times are milliseconds since 1970. */
export interface Task {
  readonly taskId: string;
  /** The run that does the work: further attempts go on with it. */
  readonly executionId: string;
  readonly queue: string;
  readonly status: TaskStatus;
  readonly rank: Rank;
  /** Its place in the order in which the tasks of its queue were submitted. */
  readonly sequence: number;
  /** Whether it is a flow, or one executor. */
  readonly kind: 'flow' | 'executor';
  /** The flow's or the executor's name. */
  readonly name: string;
  readonly submittedAt: number;
  /** Not before this. */
  readonly dueAt: number;
  /** How often it was begun. */
  readonly attempts: number;
  /** How many of these have failed, and how many ended together with their tab. */
  readonly failures: number;
  readonly losses: number;
  /** How many attempts may fail. */
  readonly maxAttempts: number;
  /** Seconds before the second attempt. */
  readonly retryDelay: number;
  /** Seconds for one attempt. */
  readonly timeout?: number;
  readonly idempotencyKey?: string;
  /** The place in its queue that does it, while it runs. */
  readonly slot?: number;
  /** When the attempt began of which nobody wrote down how it ended; its run may have come to its end all the same. */
  readonly lostSince?: number;
  /** Somebody wants it to end. */
  readonly cancelling?: true;
  /** When the last attempt began. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Why the last attempt failed. */
  readonly error?: WireError;
}

/** What a task is to do: as a flow, whichever it is. */
export interface TaskWork {
  readonly taskId: string;
  readonly source: FlowSource;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly address?: string;
  readonly device?: Device;
  /** The run whose step has submitted it. */
  readonly parent?: string;
}

/** A queue's own settings. */
export interface QueueState {
  readonly name: string;
  /** Nothing of it is begun. */
  readonly paused: boolean;
  /** It takes nothing new. */
  readonly draining: boolean;
  /** How many tasks may wait in it. */
  readonly limit: number;
  /** How many of its tasks run at once, over all tabs. */
  readonly workers: number;
  /** How many tasks were ever submitted. */
  readonly sequence: number;
}

/** So many workers a queue can have; places above this number are lent by tasks that wait for others of their queue. */
export const MOST_WORKERS = 1000;

export const DEFAULT_QUEUE = 'default';

export function newQueue(name: string): QueueState {
  return { name, paused: false, draining: false, limit: 100, workers: 3, sequence: 0 };
}

const RANK_OF: Readonly<Record<Priority, Rank>> = { high: 0, normal: 1, low: 2 };

export function rankOf(priority: Priority = 'normal'): Rank {
  return RANK_OF[priority];
}

export function priorityOf(rank: Rank): Priority {
  return rank === 0 ? 'high' : rank === 1 ? 'normal' : 'low';
}

export function isOver({ status }: Pick<Task, 'status'>): boolean {
  return status !== 'queued' && status !== 'running';
}

/** A tab that ends with the same task again and again is ended by that task. */
const MOST_LOSSES = 3;
/** Seconds: a delay that doubles does not grow for ever. */
const LONGEST_RETRY_DELAY = 3600;
const MOST_DOUBLINGS = 64;
/** Which part of a delay chance may take away: what failed together does not come back together. */
const JITTER = 0.5;

/** A task that is begun in a place of its queue. */
export function begun(task: Task, slot: number, now: number): Task {
  return { ...task, status: 'running', slot, attempts: task.attempts + 1, startedAt: now };
}

export function succeeded(task: Task, now: number): Task {
  const { error: _error, ...rest } = task;
  return over(rest, 'succeeded', now);
}

export function cancelled(task: Task, now: number): Task {
  return over(task, 'cancelled', now);
}

export function dead(task: Task, error: FlowError, now: number): Task {
  return { ...over(task, 'dead', now), error: storable(error) };
}

/** What becomes of a task whose attempt failed: another attempt later, or none. */
export function failed(task: Task, error: FlowError, now: number, random: () => number): Task {
  // Whoever wants it to end wants no other attempt either.
  if (task.cancelling === true) return cancelled(task, now);
  const failures = task.failures + 1;
  const isWorthAnother = error.kind !== 'user' && error.kind !== 'config' && error.kind !== 'cancelled';
  if (!isWorthAnother || failures >= task.maxAttempts) return dead({ ...task, failures }, error, now);
  const delay = Math.min(task.retryDelay * 2 ** Math.min(failures - 1, MOST_DOUBLINGS), LONGEST_RETRY_DELAY);
  const dueAt = now + delay * (1 - JITTER * random()) * 1000;
  return { ...waiting(task), failures, dueAt, error: storable(error) };
}

/** What becomes of a task whose tab ended in the middle of it: its turn comes at once. */
export function lost(task: Task, error: FlowError, now: number): Task {
  const losses = task.losses + 1;
  if (task.cancelling === true) return cancelled({ ...task, losses }, now);
  if (losses >= MOST_LOSSES) return dead({ ...task, losses }, error, now);
  const lostSince = task.lostSince ?? task.startedAt ?? now;
  return { ...waiting(task), losses, lostSince, error: storable(error) };
}

/** A task that gets on: what ended its tab before was not the task. */
export function gettingOn(task: Task): Task {
  return { ...task, losses: 0 };
}

/** A task that was begun where it cannot be done: as if it had not been. */
export function putBack(task: Task, now: number): Task {
  if (task.cancelling === true) return cancelled(task, now);
  const { lostSince } = task;
  return { ...waiting(task), attempts: task.attempts - 1, ...(lostSince !== undefined && { lostSince }) };
}

/** A task that is over and is to be done once more. */
export function again(task: Task, now: number): Task {
  const { endedAt: _ended, error: _error, cancelling: _cancelling, ...rest } = waiting(task);
  return { ...rest, dueAt: now, failures: 0, losses: 0 };
}

function waiting({ slot: _slot, startedAt: _started, lostSince: _lost, ...task }: Task): Task {
  return { ...task, status: 'queued' };
}

function over(
  { slot: _slot, cancelling: _cancelling, lostSince: _lost, ...task }: Task,
  status: TaskStatus,
  now: number,
): Task {
  return { ...task, status, endedAt: now };
}

/** Without stacks and causes, which may be of any size. */
function storable(error: FlowError): WireError {
  const { stack: _stack, cause: _cause, diagnostics: _diagnostics, ...wire } = toWire(error);
  return wire;
}
