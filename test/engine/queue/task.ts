import type { Task } from '../../../src/engine/queue/task.ts';

/** A task that waits. */
export const task: Task = {
  taskId: 't',
  executionId: 't',
  queue: 'q',
  status: 'queued',
  rank: 1,
  sequence: 1,
  kind: 'flow',
  name: 'f',
  submittedAt: 0,
  dueAt: 0,
  attempts: 0,
  failures: 0,
  losses: 0,
  maxAttempts: 20,
  retryDelay: 10,
};
