import { FlowError } from '../../errors/index.ts';
import type { FlowSource, LoadedFlow } from '../../flow/index.ts';
import type { Clock } from '../clock.ts';
import type { RunOptions } from '../run/run-options.ts';
import type { FlowResult } from '../state/flow-result.ts';
import { AttemptWatch } from './attempt-watch.ts';
import { taskDamaged } from './claim-task.ts';
import { afterRun, endTask } from './end-task.ts';
import type { QueuePlace } from './queue-workers.ts';
import { cancelled, dead, failed, gettingOn, putBack, type Task, type TaskWork } from './task.ts';
import type { TaskFeed } from './task-feed.ts';
import type { TaskServices } from './task-rooms.ts';

/** How often a task is read that cannot be, and how many milliseconds lie between. */
const TRIES = 3;
const PATIENCE = 5000;

export interface PerformerOptions {
  readonly services: TaskServices;
  readonly clock: Clock;
  readonly random: () => number;
  readonly feed: TaskFeed;
  readonly load: (source: FlowSource) => LoadedFlow;
  /** Runs a flow at once. Resolves always. */
  readonly run: (
    flow: LoadedFlow,
    inputs: Readonly<Record<string, unknown>>,
    options: TaskRunOptions,
  ) => Promise<FlowResult>;
  /** Lets another task of the queue be done while something is waited for. */
  readonly lend: (place: QueuePlace, wait: () => Promise<void>) => Promise<void>;
  /** Told of a task as it stands after an attempt. */
  readonly onChange: (task: Task) => void;
}

export interface TaskRunOptions extends RunOptions {
  readonly executionId: string;
  /** The run that came to its end after this is what an attempt has done that could not say so. */
  readonly lostSince?: number;
}

/** Does tasks, one attempt at a time, and writes down what came of them. */
export class TaskPerformer {
  private readonly options: PerformerOptions;
  private readonly running = new Map<string, AbortController>();

  constructor(options: PerformerOptions) {
    this.options = options;
  }

  /** Makes one attempt of a task that was begun. Resolves always; false where this tab cannot do it. */
  async perform(task: Task, place: QueuePlace): Promise<boolean> {
    const controller = new AbortController();
    this.running.set(task.taskId, controller);
    try {
      return await this.attempt(task, place, controller);
    } catch (thrown) {
      // The place is given back, and with it the task: whoever has the place next takes it for lost.
      console.error(`What came of the task ${task.taskId} could not be written down.`, thrown);
      return true;
    } finally {
      this.running.delete(task.taskId);
    }
  }

  /** Whether a task runs in this tab. */
  has(taskId: string): boolean {
    return this.running.has(taskId);
  }

  /** Ends a task that runs in this tab. */
  cancel(taskId: string): void {
    this.running.get(taskId)?.abort(taskCancelled());
  }

  private async attempt(task: Task, place: QueuePlace, controller: AbortController): Promise<boolean> {
    const { clock, feed, load, run, services } = this.options;
    const { taskId, attempts, executionId, lostSince } = task;
    const begun = await this.read(task);
    if (begun === undefined) {
      await this.end(task, (current) => dead(current, taskDamaged(taskId), clock.now()));
      return true;
    }
    if (begun.isCancelling) {
      await this.end(task, (current) => cancelled(current, clock.now()));
      return true;
    }
    const { source, inputs, address, device, parent } = begun.work;
    const flow = load(source);
    if (lacksExecutor(flow)) {
      await this.end(task, (current) => putBack(current, clock.now()));
      return false;
    }
    services.channel.post({ about: 'started', taskId });
    const told = feed.begin(taskId, attempts);
    const watch = new AttemptWatch(task, {
      gettingOn: () => this.noteProgress(task),
      lend: (wait) => this.options.lend(place, wait),
    });
    const stopTimer = this.limit(task, controller);
    try {
      const result = await run(flow, inputs, {
        executionId,
        signal: controller.signal,
        onEvent: (event) => {
          told(event);
          watch.hear(event);
        },
        place,
        ...(lostSince !== undefined && { lostSince }),
        ...(parent !== undefined && { parent }),
        ...(address !== undefined && { address }),
        ...(device !== undefined && { device }),
      });
      await this.close(task, result);
    } finally {
      stopTimer();
      watch.end();
      feed.end(taskId);
    }
    return true;
  }

  private noteProgress({ taskId, attempts }: Task): void {
    const { rooms } = this.options.services;
    const write = rooms.writing(async (room) => {
      const current = (await room.task(taskId))?.task;
      if (current?.status === 'running' && current.attempts === attempts) await room.put(gettingOn(current));
    });
    // What cannot be noted is a loss more than there was.
    write.catch(() => {});
  }

  /** What is to be done; undefined where that cannot be read. */
  private async read({ taskId }: Task): Promise<{ work: TaskWork; isCancelling: boolean } | undefined> {
    const { services, clock } = this.options;
    const read = (): Promise<{ work: TaskWork; isCancelling: boolean } | undefined> =>
      services.rooms.reading(async (room) => {
        const work = await room.work(taskId);
        const isCancelling = (await room.task(taskId))?.task?.cancelling === true;
        return work && { work, isCancelling };
      });
    for (let tries = 1; tries < TRIES; tries++) {
      try {
        return await read();
      } catch {
        // A database that another tab brings up to date does not answer for a moment.
        await new Promise<void>((resolve) => clock.after(PATIENCE, resolve));
      }
    }
    return read().catch(() => undefined);
  }

  private limit({ timeout }: Task, controller: AbortController): () => void {
    if (timeout === undefined) return () => {};
    return this.options.clock.after(timeout * 1000, () => {
      const message = `The task took longer than its ${timeout} s and was stopped.`;
      const hint = 'Give it a longer timeout, or less to do.';
      controller.abort(new FlowError('task_timeout', message, { hint }));
    });
  }

  private async close(task: Task, result: FlowResult): Promise<void> {
    const { clock, random } = this.options;
    try {
      await this.end(task, (current) => afterRun(current, result, clock.now(), random), result);
    } catch (thrown) {
      // A result that cannot be stored: that is what went wrong with the attempt, then.
      const error = FlowError.from(thrown);
      await this.end(task, (current) => failed(current, error, clock.now(), random));
    }
  }

  private async end(task: Task, change: (task: Task) => Task, result?: FlowResult): Promise<void> {
    const { services, onChange } = this.options;
    const next = await services.rooms.writing((room) => endTask(room, task, change, result));
    if (next !== undefined) onChange(next);
  }
}

/** Another tab may have it, or this one later: a page registers its executors after its engine has started. */
function lacksExecutor({ diagnostics }: LoadedFlow): boolean {
  return diagnostics.some(({ code }) => code === 'unknown_executor');
}

export function taskCancelled(): FlowError {
  return new FlowError('cancelled', 'The task was cancelled.');
}
