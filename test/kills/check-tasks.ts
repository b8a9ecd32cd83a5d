import { checkTrail } from './check-trail.ts';
import type { StoredTask, StoredTrail } from './stored-in-page.ts';

/** Throws where a task got lost when it was submitted, or became two. */
export function requireEachKeyOnce(tasks: readonly StoredTask[], count: number): void {
  const keys = new Set(tasks.map(({ idempotencyKey }) => idempotencyKey));
  if (tasks.length !== count || keys.size !== count)
    throw new Error(`Of ${count} tasks there are ${tasks.length}, with ${keys.size} keys.`);
}

/**
 * Holds tasks that are over against what has to be so: each did every step exactly once by its journal, and one of which
 * a step was called twice stands with more than one attempt. Gives how many had more than one.
 */
export function checkTasks(
  tasks: readonly StoredTask[],
  steps: readonly string[],
  trailOf: (executionId: string) => StoredTrail,
): { readonly repeated: number } {
  let repeated = 0;
  for (const { taskId, executionId, status, attempts } of tasks) {
    if (status !== 'succeeded') throw new Error(`The task ${taskId} ended as ${status}.`);
    const called = checkTrail(steps, trailOf(executionId), true).repeated;
    if (called > 0 && attempts < 2) throw new Error(`The task ${taskId} was done twice in one attempt.`);
    repeated += attempts > 1 ? 1 : 0;
  }
  return { repeated };
}
