import type { FlowResult } from '../state/flow-result.ts';
import type { QueueState, Rank, Task, TaskStatus, TaskWork } from './task.ts';
import type { TaskMessage } from './task-message.ts';

/** A task as it was found: one whose record makes no sense has its id alone. */
export interface FoundTask {
  readonly taskId: string;
  readonly task?: Task;
}

/** What one transaction over queues can look at. */
export interface TaskReader {
  task(taskId: string): Promise<FoundTask | undefined>;
  taskByKey(queue: string, idempotencyKey: string): Promise<FoundTask | undefined>;
  /** The first of a rank that waits and is due, those that are to be passed over left out. */
  firstDue(
    queue: string,
    rank: Rank,
    now: number,
    passOver: ReadonlySet<string>,
  ): Promise<FoundTask | undefined>;
  /** When the first that waits is due, if it is later than now. */
  nextDueAt(queue: string, now: number): Promise<number | undefined>;
  running(queue: string): Promise<readonly FoundTask[]>;
  count(queue: string, status: TaskStatus): Promise<number>;
  /** Of those that are over, the ones that ended last. */
  list(queue: string, status: TaskStatus, limit: number): Promise<readonly FoundTask[]>;
  /** Of those that are over, all but the newest so many, and all that ended before. */
  outdated(queue: string, status: TaskStatus, most: number, before: number): Promise<readonly string[]>;
  work(taskId: string): Promise<TaskWork | undefined>;
  result(taskId: string): Promise<FlowResult | undefined>;
  queue(name: string): Promise<QueueState | undefined>;
  queues(): Promise<readonly QueueState[]>;
  /** Tasks that no queue would ever come to: their records lack what queues are sorted by. */
  strays(): Promise<readonly string[]>;
}

/** What one transaction over queues can do beside. */
export interface TaskWriter extends TaskReader {
  put(task: Task): Promise<void>;
  putWork(work: TaskWork): Promise<void>;
  putResult(taskId: string, result: FlowResult): Promise<void>;
  putQueue(queue: QueueState): Promise<void>;
  /** Forgets a task with its work and its result. */
  remove(taskId: string): Promise<void>;
}

/** Where tasks are kept. Either all of a transaction holds, or nothing; two that write come one after the other. */
export interface TaskRooms {
  /** `work` may wait for the room alone. */
  reading<Answer>(work: (room: TaskReader) => Promise<Answer>): Promise<Answer>;
  writing<Answer>(work: (room: TaskWriter) => Promise<Answer>): Promise<Answer>;
}

/** Locks that hold over all tabs, and that end with their tab. */
export interface TaskLocks {
  /** Waits for the lock, and has it while the work lasts. */
  hold(name: string, work: () => Promise<void>): Promise<void>;
}

/** What tabs tell each other of tasks. */
export interface TaskChannel {
  /** To all other tabs. */
  post(message: TaskMessage): void;
  listen(listener: (message: TaskMessage) => void): void;
}

/** What queues stand on. In a page they are IndexedDB, Web Locks and a BroadcastChannel. */
export interface TaskServices {
  readonly rooms: TaskRooms;
  readonly locks: TaskLocks;
  readonly channel: TaskChannel;
}
