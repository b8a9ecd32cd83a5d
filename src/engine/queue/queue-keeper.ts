import { FlowError } from '../../errors/index.ts';
import type { TaskReceipt, TaskRequest } from '../../executors/index.ts';
import type { KnownTasks } from './known-tasks.ts';
import { requireQueueName, type TaskRoutes } from './submit-options.ts';
import { isOver, MOST_WORKERS, newQueue, type QueueState, TASK_STATUSES, type Task } from './task.ts';
import { infoOf, requireTask } from './task-info.ts';
import type { QueueInfo, QueueSettings, TaskFilter, TaskInfo, TaskQueues } from './task-queues.ts';
import type { FoundTask, TaskReader } from './task-rooms.ts';

const LISTED = 100;

/** Milliseconds after which a waiter looks again: a tab may have ended between writing a task's end and telling of it. */
const PATIENCE = 10_000;

/** The queues themselves: their settings, their tasks, and who may put something in. */
export class QueueKeeper implements TaskQueues {
  readonly submit: (task: TaskRequest) => Promise<TaskReceipt>;
  private readonly routes: TaskRoutes;
  private readonly known: KnownTasks;

  constructor(routes: TaskRoutes, known: KnownTasks, submit: (task: TaskRequest) => Promise<TaskReceipt>) {
    this.routes = routes;
    this.known = known;
    this.submit = submit;
  }

  read(taskId: string): Promise<TaskInfo> {
    return this.known.readTask(taskId);
  }

  async list({ queue, status, limit = LISTED }: TaskFilter = {}): Promise<readonly TaskInfo[]> {
    const found = await this.routes.services.rooms.reading(async (room) => {
      const queues = queue === undefined ? (await room.queues()).map(({ name }) => name) : [queue];
      const lists: (readonly FoundTask[])[] = [];
      for (const name of queues) {
        for (const each of status === undefined ? TASK_STATUSES : [status]) {
          lists.push(await room.list(name, each, limit));
        }
      }
      return lists.flat();
    });
    const tasks = found.flatMap(({ task }) => (task === undefined ? [] : [task]));
    return tasks
      .sort((a, b) => a.submittedAt - b.submittedAt || a.sequence - b.sequence)
      .slice(-limit)
      .map(infoOf);
  }

  states(): Promise<readonly QueueInfo[]> {
    return this.routes.services.rooms.reading(async (room) => {
      const infos: QueueInfo[] = [];
      for (const state of await room.queues()) infos.push(await queueInfo(room, state));
      return infos;
    });
  }

  async configure(queue: string, { limit, workers }: QueueSettings): Promise<void> {
    for (const [name, value] of Object.entries({ limit, workers })) {
      const most = name === 'workers' ? MOST_WORKERS : Number.MAX_SAFE_INTEGER;
      if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= most)) continue;
      throw new FlowError(
        'invalid_config',
        `A queue's "${name}" has to be a whole number from 1 to ${most}.`,
      );
    }
    await this.change(queue, {
      ...(limit !== undefined && { limit }),
      ...(workers !== undefined && { workers }),
    });
  }

  pause(queue: string): Promise<void> {
    return this.change(queue, { paused: true });
  }

  resume(queue: string): Promise<void> {
    return this.change(queue, { paused: false, draining: false });
  }

  async drain(queue: string): Promise<void> {
    await this.change(queue, { draining: true }, (room, state) => requireMoving(room, state));
    const { services, news, clock } = this.routes;
    for (;;) {
      const next = news.next(queue);
      const stopTimer = clock.after(PATIENCE, next.wake);
      try {
        if (await services.rooms.reading((room) => isDrained(room, queue))) return;
        await next.news;
      } finally {
        stopTimer();
        next.leave();
      }
    }
  }

  async remove(taskId: string): Promise<void> {
    const { services, tell } = this.routes;
    const removed = await services.rooms.writing(async (room): Promise<Task | undefined> => {
      const found = await room.task(taskId);
      // One that cannot be read is done by nobody.
      if (found !== undefined && found.task === undefined) {
        await room.remove(taskId);
        return undefined;
      }
      const task = requireTask(found, taskId);
      if (!isOver(task)) throw notOver(taskId);
      await room.remove(taskId);
      return task;
    });
    if (removed !== undefined) tell(removed);
  }

  private async change(
    queue: string,
    change: Partial<QueueState>,
    check: (room: TaskReader, state: QueueState) => Promise<void> = async () => {},
  ): Promise<void> {
    const { services, touch } = this.routes;
    requireQueueName(queue);
    await services.rooms.writing(async (room) => {
      const state = (await room.queue(queue)) ?? newQueue(queue);
      await check(room, state);
      await room.putQueue({ ...state, ...change });
    });
    touch(queue);
  }
}

async function queueInfo(room: TaskReader, state: QueueState): Promise<QueueInfo> {
  const { name, paused, draining, limit, workers } = state;
  const tasks = { queued: 0, running: 0, succeeded: 0, cancelled: 0, dead: 0 };
  for (const status of TASK_STATUSES) tasks[status] = await room.count(name, status);
  return { name, paused, draining, limit, workers, tasks };
}

/** Whether nothing is left to do. Throws where nobody would ever come to what waits, or the queue was opened again. */
async function isDrained(room: TaskReader, queue: string): Promise<boolean> {
  const state = (await room.queue(queue)) ?? newQueue(queue);
  const left = (await room.count(queue, 'queued')) + (await room.count(queue, 'running'));
  if (left === 0) return true;
  if (!state.draining) throw openedAgain(queue);
  await requireMoving(room, state);
  return false;
}

async function requireMoving(room: TaskReader, { name, paused }: QueueState): Promise<void> {
  if (paused && (await room.count(name, 'queued')) > 0) throw queuePaused(name);
}

function queuePaused(queue: string): FlowError {
  const hint = 'Call queues.resume first, or cancel what waits in it.';
  return new FlowError('queue_paused', `The queue "${queue}" is paused: what waits in it is not done.`, {
    hint,
  });
}

function openedAgain(queue: string): FlowError {
  return new FlowError('cancelled', `The queue "${queue}" was opened again before everything was done.`);
}

function notOver(taskId: string): FlowError {
  const hint = 'Cancel it, and wait for its end.';
  return new FlowError('task_not_over', `The task ${taskId} is not over yet.`, { hint });
}
