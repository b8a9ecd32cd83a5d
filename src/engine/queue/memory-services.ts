import { FlowError } from '../../errors/index.ts';
import type { FlowResult } from '../state/flow-result.ts';
import { packResult, unpackResult } from '../state/wire-run.ts';
import { MemoryIndex } from './memory-index.ts';
import {
  isOver,
  type QueueState,
  RANKS,
  type Rank,
  type Task,
  type TaskStatus,
  type TaskWork,
} from './task.ts';
import type {
  FoundTask,
  TaskChannel,
  TaskLocks,
  TaskReader,
  TaskRooms,
  TaskServices,
  TaskWriter,
} from './task-rooms.ts';

/** For Node, and where the browser keeps nothing: queues that last as long as their runner. */
export function memoryTaskServices(): TaskServices {
  return { rooms: new MemoryRooms(), locks: new MemoryLocks(), channel: new NoOtherTab() };
}

class MemoryRooms implements TaskRooms {
  private readonly room = new MemoryRoom();
  private last: Promise<unknown> = Promise.resolve();

  reading<Answer>(work: (room: TaskReader) => Promise<Answer>): Promise<Answer> {
    return this.writing(work);
  }

  writing<Answer>(work: (room: TaskWriter) => Promise<Answer>): Promise<Answer> {
    const answer = this.last.then(() => this.transact(work));
    this.last = answer.catch(() => {});
    return answer;
  }

  private async transact<Answer>(work: (room: TaskWriter) => Promise<Answer>): Promise<Answer> {
    try {
      return await work(this.room);
    } catch (thrown) {
      this.room.undo();
      throw thrown;
    } finally {
      this.room.commit();
    }
  }
}

class MemoryRoom implements TaskWriter {
  private readonly tasks = new Map<string, Task>();
  private readonly index = new MemoryIndex();
  /** Tasks by their idempotency keys. */
  private readonly keys = new Map<string, string>();
  private readonly works = new Map<string, TaskWork>();
  private readonly results = new Map<string, unknown>();
  private readonly states = new Map<string, QueueState>();
  private undoing: (() => void)[] = [];

  async task(taskId: string): Promise<FoundTask | undefined> {
    return found(this.tasks.get(taskId));
  }

  async taskByKey(queue: string, key: string): Promise<FoundTask | undefined> {
    const taskId = this.keys.get(keyOf(queue, key));
    return taskId === undefined ? undefined : found(this.tasks.get(taskId));
  }

  async firstDue(
    queue: string,
    rank: Rank,
    now: number,
    passOver: ReadonlySet<string>,
  ): Promise<FoundTask | undefined> {
    const first = this.index.of(queue, 'queued', rank).find(({ taskId }) => !passOver.has(taskId));
    return first !== undefined && first.dueAt <= now ? found(first) : undefined;
  }

  async nextDueAt(queue: string, now: number): Promise<number | undefined> {
    const next = RANKS.flatMap((rank) => {
      const later = this.index.of(queue, 'queued', rank).find(({ dueAt }) => dueAt > now);
      return later === undefined ? [] : [later.dueAt];
    });
    return next.length === 0 ? undefined : Math.min(...next);
  }

  async running(queue: string): Promise<readonly FoundTask[]> {
    return this.index.all(queue, 'running').map((task) => ({ taskId: task.taskId, task }));
  }

  async count(queue: string, status: TaskStatus): Promise<number> {
    return this.index.count(queue, status);
  }

  async list(queue: string, status: TaskStatus, limit: number): Promise<readonly FoundTask[]> {
    const tasks = this.index.all(queue, status);
    const shown = isOver({ status }) ? tasks.slice(-limit) : tasks.slice(0, limit);
    return shown.map((task) => ({ taskId: task.taskId, task }));
  }

  async outdated(
    queue: string,
    status: TaskStatus,
    most: number,
    before: number,
  ): Promise<readonly string[]> {
    const tasks = this.index.all(queue, status);
    const tooMany = Math.max(0, tasks.length - most);
    return tasks
      .filter(({ endedAt = 0 }, place) => place < tooMany || endedAt < before)
      .map(({ taskId }) => taskId);
  }

  async work(taskId: string): Promise<TaskWork | undefined> {
    return this.works.get(taskId);
  }

  async result(taskId: string): Promise<FlowResult | undefined> {
    const result = this.results.get(taskId);
    return result === undefined ? undefined : unpackResult(result);
  }

  async queue(name: string): Promise<QueueState | undefined> {
    return this.states.get(name);
  }

  async queues(): Promise<readonly QueueState[]> {
    return [...this.states.values()];
  }

  async strays(): Promise<readonly string[]> {
    return [];
  }

  async put(task: Task): Promise<void> {
    this.setTask(task.taskId, task);
  }

  async putWork(work: TaskWork): Promise<void> {
    this.set(this.works, work.taskId, cloned(work));
  }

  async putResult(taskId: string, result: FlowResult): Promise<void> {
    this.set(this.results, taskId, cloned(packResult(result)));
  }

  async putQueue(queue: QueueState): Promise<void> {
    this.set(this.states, queue.name, queue);
  }

  async remove(taskId: string): Promise<void> {
    this.setTask(taskId, undefined);
    for (const map of [this.works, this.results]) this.set<unknown>(map, taskId, undefined);
  }

  undo(): void {
    for (const step of this.undoing.reverse()) step();
  }

  commit(): void {
    this.undoing = [];
  }

  private set<Value>(map: Map<string, Value>, key: string, value: Value | undefined): void {
    const before = map.get(key);
    this.undoing.push(() => (before === undefined ? map.delete(key) : map.set(key, before)));
    if (value === undefined) map.delete(key);
    else map.set(key, value);
  }

  private setTask(taskId: string, task: Task | undefined): void {
    const before = this.tasks.get(taskId);
    this.set(this.tasks, taskId, task);
    this.reindex(before, task);
    this.undoing.push(() => this.reindex(task, before));
  }

  private reindex(before: Task | undefined, after: Task | undefined): void {
    if (before !== undefined) {
      this.index.remove(before);
      if (before.idempotencyKey !== undefined) this.keys.delete(keyOf(before.queue, before.idempotencyKey));
    }
    if (after === undefined) return;
    this.index.add(after);
    if (after.idempotencyKey !== undefined)
      this.keys.set(keyOf(after.queue, after.idempotencyKey), after.taskId);
  }
}

function keyOf(queue: string, idempotencyKey: string): string {
  return JSON.stringify([queue, idempotencyKey]);
}

function found(task: Task | undefined): FoundTask | undefined {
  return task && { taskId: task.taskId, task };
}

/** As a database would take it: a copy, without what cannot be copied. */
function cloned<Value>(value: Value): Value {
  try {
    return structuredClone(value);
  } catch (cause) {
    const hint = 'Outputs are texts, numbers, lists, maps, typed arrays and files.';
    const message = 'A value has a part that cannot be stored, such as a function.';
    throw new FlowError('not_storable', message, { hint, cause });
  }
}

class MemoryLocks implements TaskLocks {
  private readonly lines = new Map<string, Promise<void>>();

  async hold(name: string, work: () => Promise<void>): Promise<void> {
    const mine = (this.lines.get(name) ?? Promise.resolve()).then(work);
    const over = mine.catch(() => {});
    this.lines.set(name, over);
    await mine.finally(() => {
      if (this.lines.get(name) === over) this.lines.delete(name);
    });
  }
}

class NoOtherTab implements TaskChannel {
  post(): void {}
  listen(): void {}
}
