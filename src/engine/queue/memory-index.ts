import { isOver, RANKS, type Rank, type Task, type TaskStatus } from './task.ts';

/**
 * Tasks in memory as an index of a database has them: by queue, status and rank, those that wait in the order of their
 * turn, those that are over in that of their end. What is asked of a queue costs the same however many wait in it.
 */
export class MemoryIndex {
  private readonly lists = new Map<string, Task[]>();

  add(task: Task): void {
    const list = this.of(task.queue, task.status, task.rank);
    list.splice(placeOf(list, task), 0, task);
    this.lists.set(keyOf(task.queue, task.status, task.rank), list);
  }

  remove(task: Task): void {
    const list = this.of(task.queue, task.status, task.rank);
    const place = placeOf(list, task);
    if (list[place]?.taskId === task.taskId) list.splice(place, 1);
  }

  of(queue: string, status: TaskStatus, rank: Rank): Task[] {
    return this.lists.get(keyOf(queue, status, rank)) ?? [];
  }

  all(queue: string, status: TaskStatus): Task[] {
    const tasks = RANKS.flatMap((rank) => this.of(queue, status, rank));
    return isOver({ status }) ? tasks.sort(order) : tasks;
  }

  count(queue: string, status: TaskStatus): number {
    return RANKS.reduce<number>((count, rank) => count + this.of(queue, status, rank).length, 0);
  }
}

/** The place of the first in a list that does not come before a task. */
function placeOf(list: readonly Task[], task: Task): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = list[middle];
    if (other !== undefined && order(other, task) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function order(a: Task, b: Task): number {
  return timeOf(a) - timeOf(b) || a.sequence - b.sequence;
}

function timeOf({ status, dueAt, endedAt = 0 }: Task): number {
  return isOver({ status }) ? endedAt : dueAt;
}

function keyOf(queue: string, status: TaskStatus, rank: Rank): string {
  return `${status}/${rank}/${queue}`;
}
