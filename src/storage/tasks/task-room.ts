import type { IDBPTransaction } from 'idb';
import {
  type FlowResult,
  type FoundTask,
  type QueueState,
  type Rank,
  TASK_STATUSES,
  type Task,
  type TaskStatus,
  type TaskWork,
  type TaskWriter,
} from '../../engine/index.ts';
import { newQueue, RANKS } from '../../engine/queue/task.ts';
import { packResult, unpackResult } from '../../engine/state/wire-run.ts';
import type { PromptFlowSchema } from '../database/schema.ts';
import { filesIn } from '../runs/files-in.ts';
import { readableQueue } from './readable-queue.ts';
import { readableTask } from './readable-task.ts';

export type TaskTransaction = IDBPTransaction<
  PromptFlowSchema,
  ('tasks' | 'works' | 'results' | 'queues' | 'holds')[],
  'readwrite'
>;

/** One transaction over queues and tasks. */
export class TaskRoom implements TaskWriter {
  private readonly transaction: TaskTransaction;

  constructor(transaction: TaskTransaction) {
    this.transaction = transaction;
  }

  async task(taskId: string): Promise<FoundTask | undefined> {
    return found(await this.tasks.get(taskId));
  }

  async taskByKey(queue: string, idempotencyKey: string): Promise<FoundTask | undefined> {
    return found(await this.tasks.index('idempotency').get([queue, idempotencyKey]));
  }

  async firstDue(
    queue: string,
    rank: Rank,
    now: number,
    passOver: ReadonlySet<string>,
  ): Promise<FoundTask | undefined> {
    const due = IDBKeyRange.bound([queue, 'queued', rank], [queue, 'queued', rank, now, []]);
    let cursor = await this.tasks.index('turn').openCursor(due);
    while (cursor !== null && passOver.has(cursor.primaryKey)) cursor = await cursor.continue();
    return cursor === null ? undefined : { taskId: cursor.primaryKey, ...readableTask(cursor.value) };
  }

  async nextDueAt(queue: string, now: number): Promise<number | undefined> {
    let next: number | undefined;
    for (const rank of RANKS) {
      const later = IDBKeyRange.bound([queue, 'queued', rank, now, []], [queue, 'queued', rank, []]);
      const key = (await this.tasks.index('turn').openKeyCursor(later))?.key;
      if (key !== undefined && (next === undefined || key[3] < next)) next = key[3];
    }
    return next;
  }

  async running(queue: string): Promise<readonly FoundTask[]> {
    return this.all(queue, 'running');
  }

  async count(queue: string, status: TaskStatus): Promise<number> {
    return this.tasks.index('turn').count(under(queue, status));
  }

  async list(queue: string, status: TaskStatus, limit: number): Promise<readonly FoundTask[]> {
    if (status === 'queued' || status === 'running') return this.all(queue, status, limit);
    const last: FoundTask[] = [];
    let cursor = await this.tasks.index('ended').openCursor(under(queue, status), 'prev');
    while (cursor !== null && last.length < limit) {
      last.push({ taskId: cursor.primaryKey, ...readableTask(cursor.value) });
      cursor = await cursor.continue();
    }
    return last.reverse();
  }

  async outdated(
    queue: string,
    status: TaskStatus,
    most: number,
    before: number,
  ): Promise<readonly string[]> {
    const ended = this.tasks.index('ended');
    const keys = await ended.getAllKeys(under(queue, status));
    const old = await ended.getAllKeys(
      IDBKeyRange.bound([queue, status], [queue, status, before], false, true),
    );
    return keys.slice(0, Math.max(old.length, keys.length - most));
  }

  async work(taskId: string): Promise<TaskWork | undefined> {
    return this.transaction.objectStore('works').get(taskId);
  }

  async result(taskId: string): Promise<FlowResult | undefined> {
    const stored = await this.transaction.objectStore('results').get(taskId);
    try {
      return stored && unpackResult(stored.result);
    } catch {
      // One that makes no sense is as one that is gone.
      return undefined;
    }
  }

  async queue(name: string): Promise<QueueState | undefined> {
    const state = await this.transaction.objectStore('queues').get(name);
    return state && readableQueue(name, state);
  }

  /** Also those whose own record is gone while they have tasks. */
  async queues(): Promise<readonly QueueState[]> {
    const stored = await this.transaction.objectStore('queues').getAll();
    const states = new Map(stored.map((state) => [state.name, readableQueue(state.name, state)]));
    let cursor = await this.tasks.index('turn').openKeyCursor();
    while (cursor !== null) {
      const [name] = cursor.key;
      if (typeof name === 'string' && !states.has(name)) states.set(name, newQueue(name));
      // Past all the tasks of this one: a list sorts behind every text and number.
      cursor = await cursor.continue([name, []] as never);
    }
    return [...states.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async strays(): Promise<readonly string[]> {
    const turn = this.tasks.index('turn');
    const ranges = (await this.queues()).flatMap(({ name }) =>
      TASK_STATUSES.flatMap((status) => RANKS.map((rank) => within(name, status, rank))),
    );
    let sorted = 0;
    for (const range of ranges) sorted += await turn.count(range);
    // There are hardly ever any, and a count is little work.
    if (sorted === (await this.tasks.count())) return [];
    const all = new Set(await this.tasks.getAllKeys());
    for (const range of ranges) for (const taskId of await turn.getAllKeys(range)) all.delete(taskId);
    return [...all];
  }

  async put(task: Task): Promise<void> {
    await this.tasks.put(task);
  }

  async putWork(work: TaskWork): Promise<void> {
    await this.transaction.objectStore('works').put(work);
    await this.hold(work.taskId, work.inputs);
  }

  async putResult(taskId: string, result: FlowResult): Promise<void> {
    await this.transaction.objectStore('results').put({ taskId, result: packResult(result) });
    await this.hold(taskId, result);
  }

  async putQueue(queue: QueueState): Promise<void> {
    await this.transaction.objectStore('queues').put(queue);
  }

  async remove(taskId: string): Promise<void> {
    await this.tasks.delete(taskId);
    await this.transaction.objectStore('works').delete(taskId);
    await this.transaction.objectStore('results').delete(taskId);
    const holds = this.transaction.objectStore('holds');
    for (const key of await holds.index('holder').getAllKeys(holderOf(taskId))) await holds.delete(key);
  }

  private get tasks() {
    return this.transaction.objectStore('tasks');
  }

  private async all(queue: string, status: TaskStatus, limit?: number): Promise<readonly FoundTask[]> {
    const index = this.tasks.index('turn');
    const [keys, values] = [
      await index.getAllKeys(under(queue, status), limit),
      await index.getAll(under(queue, status), limit),
    ];
    return keys.map((taskId, place) => ({ taskId, ...readableTask(values[place]) }));
  }

  private async hold(taskId: string, value: unknown): Promise<void> {
    const holds = this.transaction.objectStore('holds');
    for (const sha256 of filesIn(value)) await holds.put({ sha256, holder: holderOf(taskId) });
  }
}

/** Everything under a queue and a status, in an index that sorts by them first. */
function under(queue: string, status: TaskStatus): IDBKeyRange {
  return IDBKeyRange.bound([queue, status], [queue, status, []]);
}

function within(queue: string, status: TaskStatus, rank: Rank): IDBKeyRange {
  return IDBKeyRange.bound([queue, status, rank], [queue, status, rank, []]);
}

function holderOf(taskId: string): string {
  return `task/${taskId}`;
}

function found(value: Task | undefined): FoundTask | undefined {
  return value && { taskId: value.taskId, ...readableTask(value) };
}
