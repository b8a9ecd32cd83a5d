import { FlowError } from '../../errors/index.ts';
import { again, isOver, newQueue, type QueueState, type Task, type TaskWork } from './task.ts';
import type { TaskReader, TaskWriter } from './task-rooms.ts';

/** A task before it stands in its queue. */
export type NewTask = Omit<
  Task,
  'status' | 'sequence' | 'dueAt' | 'attempts' | 'failures' | 'losses' | 'startedAt' | 'endedAt' | 'error'
> & {
  /** In milliseconds. */
  readonly delay: number;
};

export interface Submitted {
  readonly task: Task;
  /** How many tasks wait in the queue, this one among them. */
  readonly waiting: number;
}

/**
 * Puts a task at the end of its queue. One whose key is known is the earlier one, which is done again where it failed
 * or was cancelled. Throws `queue_full` and `queue_draining`.
 */
export async function submitTask(
  room: TaskWriter,
  { delay, ...wanted }: NewTask,
  work: Omit<TaskWork, 'taskId'>,
): Promise<Submitted> {
  const { queue, idempotencyKey, submittedAt } = wanted;
  const known = idempotencyKey === undefined ? undefined : await room.taskByKey(queue, idempotencyKey);
  const waiting = await room.count(queue, 'queued');
  // One that somebody is ending is none to wait for: it gives its key to the one that comes now.
  const isEnding = known?.task?.cancelling === true;
  if (known?.task !== undefined && !isEnding) return submittedBefore(room, known.task, waiting, submittedAt);
  const state = await roomFor(room, queue, waiting);
  const sequence = state.sequence + 1;
  const taskId = await freeId(room, wanted.taskId, sequence);
  const task: Task = {
    ...wanted,
    taskId,
    status: 'queued',
    sequence,
    dueAt: submittedAt + delay,
    attempts: 0,
    failures: 0,
    losses: 0,
  };
  if (known?.task !== undefined) await room.put(withoutKey(known.task));
  // A record that makes no sense may have the key.
  else if (known !== undefined) await room.remove(known.taskId);
  await room.putQueue({ ...state, sequence });
  await room.put(task);
  await room.putWork({ ...work, taskId });
  return { task, waiting: waiting + 1 };
}

async function submittedBefore(
  room: TaskWriter,
  task: Task,
  waiting: number,
  now: number,
): Promise<Submitted> {
  if (!isOver(task) || task.status === 'succeeded') return { task, waiting };
  return { task: await putInAgain(room, task, now), waiting: waiting + 1 };
}

/** Puts a task that failed or was cancelled into its queue once more. Throws `queue_full` and `queue_draining`. */
export async function putInAgain(room: TaskWriter, task: Task, now: number): Promise<Task> {
  await roomFor(room, task.queue, await room.count(task.queue, 'queued'));
  const once = again(task, now);
  await room.put(once);
  return once;
}

/** The queue, if it takes one more. */
async function roomFor(room: TaskReader, queue: string, waiting: number): Promise<QueueState> {
  const state = (await room.queue(queue)) ?? newQueue(queue);
  if (state.draining) throw queueDraining(queue);
  if (waiting >= state.limit) throw queueFull(queue, state.limit);
  return state;
}

function withoutKey({ idempotencyKey: _key, ...task }: Task): Task {
  return task;
}

async function freeId(room: TaskWriter, wanted: string, sequence: number): Promise<string> {
  let taskId = wanted;
  while ((await room.task(taskId)) !== undefined) taskId = `${taskId}_${sequence}`;
  return taskId;
}

function queueFull(queue: string, limit: number): FlowError {
  const hint = 'Wait until some of them are done, or give the queue a higher limit.';
  return new FlowError('queue_full', `The queue "${queue}" is full: ${limit} tasks wait in it.`, { hint });
}

function queueDraining(queue: string): FlowError {
  const hint = 'Open it again with queues.resume.';
  return new FlowError('queue_draining', `The queue "${queue}" is drained and takes no new tasks.`, { hint });
}
