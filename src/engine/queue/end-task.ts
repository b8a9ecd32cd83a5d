import type { FlowError } from '../../errors/index.ts';
import type { FlowResult } from '../state/flow-result.ts';
import { cancelled, failed, isOver, succeeded, type Task } from './task.ts';
import type { TaskWriter } from './task-rooms.ts';

/**
 * Writes down how an attempt ended, together with its result where it was the last. Gives the task as it stands then;
 * undefined where the attempt is none of the task's any more: its place was taken for lost, and another has it.
 */
export async function endTask(
  room: TaskWriter,
  { taskId, attempts }: Pick<Task, 'taskId' | 'attempts'>,
  change: (task: Task) => Task,
  result?: FlowResult,
): Promise<Task | undefined> {
  const current = (await room.task(taskId))?.task;
  if (current === undefined || current.status !== 'running' || current.attempts !== attempts)
    return undefined;
  const next = change(current);
  await room.put(next);
  if (isOver(next) && result !== undefined) await room.putResult(taskId, result);
  return next;
}

/** What a task's run makes of the task. */
export function afterRun(
  task: Task,
  { success, status, error }: RunEnd,
  now: number,
  random: () => number,
): Task {
  if (success) return succeeded(task, now);
  // Whoever followed the run may have stopped it.
  if (status === 'cancelled') return cancelled(task, now);
  if (error === undefined) throw new TypeError('A run that did not succeed has an error.');
  return failed(task, error, now, random);
}

type RunEnd = Pick<FlowResult, 'success' | 'status'> & { readonly error?: FlowError };
