import type { QueueState } from '../../engine/index.ts';
import { MOST_WORKERS, newQueue } from '../../engine/queue/task.ts';

/** The queue that a record is. Of one that is damaged holds what can be read, and of the rest what a new queue has. */
export function readableQueue(name: string, value: unknown): QueueState {
  const fresh = newQueue(name);
  if (typeof value !== 'object' || value === null) return fresh;
  const { paused, draining, limit, workers, sequence } = value as Readonly<Record<string, unknown>>;
  return {
    name,
    paused: paused === true,
    draining: draining === true,
    limit: isWhole(limit, 1) ? limit : fresh.limit,
    workers: isWhole(workers, 1) && workers <= MOST_WORKERS ? workers : fresh.workers,
    sequence: isWhole(sequence, 0) ? sequence : fresh.sequence,
  };
}

function isWhole(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}
