import { FlowError } from '../../errors/index.ts';
import { begun, dead, lost, newQueue, RANKS, type Task } from './task.ts';
import type { TaskReader, TaskWriter } from './task-rooms.ts';

export interface Claim {
  /** What is to be done now; absent where nothing is. */
  readonly task?: Task;
  /** Tasks that came to their end by being looked at: those lost too often, and those whose record is damaged. */
  readonly ended: readonly Task[];
}

export interface ClaimPlace {
  readonly queue: string;
  readonly slot: number;
  /** Whether a task of this tab lends it. */
  readonly isLent: boolean;
}

/**
 * Begins the task whose turn it is, in a place of its queue: the most urgent that is due, the first come among equals.
 * Whoever calls has the place's lock, so a task that still stands as running there ended together with its tab.
 */
export async function claimTask(
  room: TaskWriter,
  { queue, slot, isLent }: ClaimPlace,
  now: number,
  passOver: ReadonlySet<string>,
): Promise<Claim> {
  const ended: Task[] = [];
  for (const found of await room.running(queue)) {
    if (found.task !== undefined && found.task.slot !== slot) continue;
    const next =
      found.task === undefined ? deadInPlaceOf(found.taskId, queue, now) : lost(found.task, tabEnded(), now);
    await room.put(next);
    if (next.endedAt !== undefined) ended.push(next);
  }
  const { paused, workers } = (await room.queue(queue)) ?? newQueue(queue);
  if (paused || !(isLent || slot < workers)) return { ended };
  for (const rank of RANKS) {
    for (;;) {
      const found = await room.firstDue(queue, rank, now, passOver);
      if (found === undefined) break;
      if (found.task !== undefined) {
        const task = begun(found.task, slot, now);
        await room.put(task);
        return { task, ended };
      }
      const next = deadInPlaceOf(found.taskId, queue, now);
      await room.put(next);
      ended.push(next);
    }
  }
  return { ended };
}

/** What there is to do in a queue, before anybody does it. */
export interface Survey {
  readonly isDue: boolean;
  /** When the next task is due that is not yet. */
  readonly nextDueAt?: number;
  /** The places in which tasks run, as far as is written down. */
  readonly slots: readonly number[];
  readonly workers: number;
}

export async function surveyQueue(
  room: TaskReader,
  queue: string,
  now: number,
  passOver: ReadonlySet<string>,
): Promise<Survey> {
  const { paused, workers } = (await room.queue(queue)) ?? newQueue(queue);
  const slots = (await room.running(queue)).map(({ task }) => task?.slot ?? 0);
  if (paused) return { isDue: false, slots, workers };
  const nextDueAt = await room.nextDueAt(queue, now);
  let isDue = false;
  for (const rank of RANKS) isDue ||= (await room.firstDue(queue, rank, now, passOver)) !== undefined;
  return { isDue, ...(nextDueAt !== undefined && { nextDueAt }), slots, workers };
}

/** What stands in the place of a record that makes no sense. */
export function deadInPlaceOf(taskId: string, queue: string, now: number): Task {
  const task: Task = {
    taskId,
    executionId: taskId,
    queue,
    status: 'queued',
    rank: 1,
    sequence: 0,
    kind: 'flow',
    name: '',
    submittedAt: now,
    dueAt: now,
    attempts: 0,
    failures: 0,
    losses: 0,
    maxAttempts: 1,
    retryDelay: 0,
  };
  return dead(task, taskDamaged(taskId), now);
}

export function taskDamaged(taskId: string): FlowError {
  const hint = 'Delete it, and submit it again.';
  return new FlowError('task_damaged', `What was stored of the task ${taskId} cannot be read.`, { hint });
}

function tabEnded(): FlowError {
  const hint = 'A task whose tab ends with it again and again may need more memory than there is.';
  return new FlowError('task_lost', 'The tab that did the task ended in the middle of it.', { hint });
}
