import { cancellationOf } from '../../errors/index.ts';
import type { FlowResult } from '../state/flow-result.ts';
import type { RunEvent } from '../state/run-event.ts';
import { eventsOf } from './events-of-result.ts';
import type { QueuePlace } from './queue-workers.ts';
import { resultOfTask } from './result-of-task.ts';
import type { TaskRoutes } from './submit-options.ts';
import { putInAgain } from './submit-task.ts';
import { cancelled, isOver, type Task } from './task.ts';
import type { FollowOptions, TaskCalls } from './task-handle.ts';
import { infoOf, requireTask } from './task-info.ts';
import type { TaskInfo } from './task-queues.ts';

/** Milliseconds after which a waiter looks again: a tab may have ended between writing a task's end and telling of it. */
const PATIENCE = 10_000;

/** What can be asked of a task that was submitted, and done to it. */
export class KnownTasks implements TaskCalls {
  private readonly routes: TaskRoutes;

  constructor(routes: TaskRoutes) {
    this.routes = routes;
  }

  async readTask(taskId: string): Promise<TaskInfo> {
    return infoOf(await this.read(taskId));
  }

  /** Whether a run is the work of a task that is not over, or that waits. */
  async isUnderWay(executionId: string): Promise<boolean> {
    const found = await this.routes.services.rooms.reading((room) => room.task(executionId));
    return found?.task !== undefined && found.task.executionId === executionId && !isOver(found.task);
  }

  /** `place` is the place of the task that waits, where one does. */
  async taskResult(
    taskId: string,
    { signal, onEvent }: FollowOptions,
    place?: QueuePlace,
  ): Promise<FlowResult> {
    let last: RunEvent['type'] | undefined;
    const leave = this.routes.feed.follow(taskId, (event) => {
      last = event.type;
      onEvent?.(event);
    });
    try {
      const wait = (): Promise<FlowResult> => this.waitFor(taskId, signal);
      const result = await (place === undefined ? wait() : this.routes.lend(place, wait));
      // It was over before, or ended without a word.
      if (onEvent !== undefined && last !== 'run_finished') {
        for (const event of eventsOf(result, this.routes.clock.now())) onEvent(event);
      }
      return result;
    } finally {
      leave();
    }
  }

  async cancelTask(taskId: string): Promise<void> {
    const { services, clock, tell, stop } = this.routes;
    const task = await services.rooms.writing(async (room) => {
      const current = requireTask(await room.task(taskId), taskId);
      if (isOver(current)) return current;
      const isRunning = current.status === 'running';
      const next: Task = isRunning ? { ...current, cancelling: true } : cancelled(current, clock.now());
      await room.put(next);
      return next;
    });
    if (isOver(task)) tell(task);
    else stop(taskId);
  }

  async resumeTask(taskId: string): Promise<void> {
    const { services, clock, tell } = this.routes;
    const resume = () =>
      services.rooms.writing(async (room): Promise<Task | undefined> => {
        const current = requireTask(await room.task(taskId), taskId);
        if (!isOver(current)) return current.cancelling === true ? current : undefined;
        return current.status === 'succeeded' ? undefined : putInAgain(room, current, clock.now());
      });
    let task = await resume();
    // Somebody is ending it, who came first.
    while (task?.cancelling === true) {
      await this.waitFor(taskId, undefined);
      task = await resume();
    }
    if (task !== undefined) tell(task);
  }

  private async read(taskId: string): Promise<Task> {
    return this.routes.services.rooms.reading(async (room) => requireTask(await room.task(taskId), taskId));
  }

  private async waitFor(taskId: string, signal: AbortSignal | undefined): Promise<FlowResult> {
    const { services, news, clock } = this.routes;
    const { queue } = await this.read(taskId);
    for (;;) {
      // Who asks first and looks then misses nothing.
      const next = news.next(queue, taskId);
      const stopTimer = clock.after(PATIENCE, next.wake);
      try {
        const result = await services.rooms.reading(async (room) => {
          const task = requireTask(await room.task(taskId), taskId);
          return isOver(task) ? resultOfTask(task, await room.result(taskId)) : undefined;
        });
        if (result !== undefined) return result;
        await orAborted(next.news, signal);
      } finally {
        stopTimer();
        next.leave();
      }
    }
  }
}

async function orAborted(news: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return news;
  if (signal.aborted) throw cancellationOf(signal);
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancellationOf(signal));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([news, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
