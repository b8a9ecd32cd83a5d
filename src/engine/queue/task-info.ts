import { FlowError } from '../../errors/index.ts';
import { taskDamaged } from './claim-task.ts';
import { priorityOf, type Task } from './task.ts';
import type { TaskInfo } from './task-queues.ts';
import type { FoundTask } from './task-rooms.ts';

/** A task as its caller sees it. */
export function infoOf(task: Task): TaskInfo {
  const { taskId, executionId, queue, status, rank, kind, name, attempts, maxAttempts } = task;
  const { submittedAt, dueAt, startedAt, endedAt, error } = task;
  return {
    taskId,
    executionId,
    queue,
    status,
    priority: priorityOf(rank),
    kind,
    name,
    attempts,
    maxAttempts,
    submittedAt,
    dueAt,
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(error !== undefined && { error }),
  };
}

/** Throws `task_not_found` and `task_damaged`. */
export function requireTask(found: FoundTask | undefined, taskId: string): Task {
  if (found === undefined) {
    const hint = 'It may have been removed, or never have been submitted in this browser.';
    throw new FlowError('task_not_found', `There is no task ${taskId}.`, { hint });
  }
  if (found.task === undefined) throw taskDamaged(taskId);
  return found.task;
}
