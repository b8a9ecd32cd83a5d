import { FlowError } from '../../errors/index.ts';
import type { TaskReceipt, TaskRequest } from '../../executors/index.ts';
import type { KnownTasks } from './known-tasks.ts';
import type { TaskRoutes } from './submit-options.ts';
import { isOver, newQueue, type QueueState, TASK_STATUSES, type Task } from './task.ts';
import { infoOf, requireTask } from './task-info.ts';
import type { QueueInfo, QueueSettings, TaskFilter, TaskInfo, TaskQueues } from './task-queues.ts';
import type { FoundTask, TaskReader } from './task-rooms.ts';

const LISTED = 100;

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
      if (value === undefined || (Number.isInteger(value) && value >= 1)) continue;
      throw new FlowError('invalid_config', `A queue's "${name}" has to be a whole number from 1.`);
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
    await this.change(queue, { draining: true });
    const { services, news } = this.routes;
    for (;;) {
      const next = news.next(queue);
      try {
        const left = await services.rooms.reading(
          async (room) => (await room.count(queue, 'queued')) + (await room.count(queue, 'running')),
        );
        if (left === 0) return;
        await next.news;
      } finally {
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

  private async change(queue: string, change: Partial<QueueState>): Promise<void> {
    const { services, touch } = this.routes;
    await services.rooms.writing(async (room) => {
      await room.putQueue({ ...((await room.queue(queue)) ?? newQueue(queue)), ...change });
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

function notOver(taskId: string): FlowError {
  const hint = 'Cancel it, and wait for its end.';
  return new FlowError('task_not_over', `The task ${taskId} is not over yet.`, { hint });
}
