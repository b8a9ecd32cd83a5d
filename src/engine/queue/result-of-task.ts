import { FlowError, fromWire } from '../../errors/index.ts';
import type { FlowResult } from '../state/flow-result.ts';
import { taskDamaged } from './claim-task.ts';
import { taskCancelled } from './perform-task.ts';
import type { Task } from './task.ts';

/** What came of a task that is over: the result of its run, or why there is none. */
export function resultOfTask(task: Task, stored: FlowResult | undefined): FlowResult {
  const result = stored !== undefined && isOf(task, stored) ? stored : withoutRun(task);
  const { taskId, kind, queue, attempts } = task;
  return { ...result, metadata: { ...result.metadata, task: { task_id: taskId, kind, queue, attempts } } };
}

/** A task that is put into its queue once more keeps the earlier result until it has another. */
function isOf({ status, error }: Task, stored: FlowResult): boolean {
  if (status === 'succeeded') return stored.success;
  if (status === 'cancelled') return stored.status === 'cancelled';
  return !stored.success && stored.error?.code === error?.code;
}

function withoutRun({ taskId, name, executionId, status, error }: Task): FlowResult {
  return {
    success: false,
    flow: name,
    executionId,
    status: status === 'cancelled' ? 'cancelled' : 'failed',
    outputs: {},
    steps: {},
    error: whyNot(taskId, status, error),
    metadata: {},
    executionTime: 0,
  };
}

function whyNot(taskId: string, status: Task['status'], error: Task['error']): FlowError {
  // It was there when the task succeeded.
  if (status === 'succeeded') return taskDamaged(taskId);
  if (status === 'cancelled') return taskCancelled();
  return error === undefined ? new FlowError('executor_failed', 'The task failed.') : fromWire(error);
}
