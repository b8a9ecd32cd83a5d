import type { TaskStatus } from './task.ts';
import type { TaskWriter } from './task-rooms.ts';

/** Results are kept for who comes for them; of those that nobody came for, so many, and so long. */
const MOST = 1000;
const WEEK = 7 * 24 * 3600 * 1000;
const OVER: readonly TaskStatus[] = ['succeeded', 'cancelled'];

/** Forgets tasks that are long over. Dead letters stay until somebody has looked at them. */
export async function tidyQueues(room: TaskWriter, now: number): Promise<void> {
  for (const { name } of await room.queues()) {
    for (const status of OVER) {
      for (const taskId of await room.outdated(name, status, MOST, now - WEEK)) await room.remove(taskId);
    }
  }
}
