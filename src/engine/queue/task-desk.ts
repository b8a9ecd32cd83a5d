import type { ExecutorRegistry, TaskReceipt, TaskRequest } from '../../executors/index.ts';
import type { LoadedFlow } from '../../flow/index.ts';
import type { Clock } from '../clock.ts';
import { AnswerRelay, type RelayOptions } from './answer-relay.ts';
import { deadInPlaceOf } from './claim-task.ts';
import { KnownTasks } from './known-tasks.ts';
import { type PerformerOptions, TaskPerformer } from './perform-task.ts';
import { QueueKeeper } from './queue-keeper.ts';
import { QueueWorkers } from './queue-workers.ts';
import { type FlowTaskOptions, newTask, type TaskRoutes } from './submit-options.ts';
import { type Submitted, submitTask } from './submit-task.ts';
import { DEFAULT_QUEUE, isOver, type Task, type TaskWork } from './task.ts';
import { TaskFeed } from './task-feed.ts';
import type { TaskKey } from './task-handle.ts';
import type { TaskMessage } from './task-message.ts';
import { TaskNews } from './task-news.ts';
import type { TaskQueues } from './task-queues.ts';
import type { TaskServices } from './task-rooms.ts';
import { tidyQueues } from './tidy-queues.ts';
import { requireWhole, workOf } from './work-of-executor.ts';

export interface DeskOptions extends Pick<PerformerOptions, 'clock' | 'random' | 'load' | 'run'> {
  /** Answers a question of a run in this tab. */
  readonly respond: RelayOptions['respond'];
  readonly services: TaskServices;
  readonly registry: ExecutorRegistry;
  readonly newId: () => string;
  readonly clock: Clock;
}

/** Milliseconds after which a database that did not answer is asked again. */
const PATIENCE = 5000;

/** After so many tasks it is time to forget old ones. */
const TIDIED_AFTER = 100;

/** Joins the parts of the queues: where tasks come in, who does them, who waits for them, and what tabs tell each other. */
export class TaskDesk {
  readonly known: KnownTasks;
  readonly queues: TaskQueues;
  private readonly options: DeskOptions;
  private readonly feed: TaskFeed;
  private readonly news = new TaskNews();
  private readonly performer: TaskPerformer;
  private readonly workers: QueueWorkers;
  private readonly relay: AnswerRelay;
  private isListening = false;
  /** How many tasks have ended that this tab did. */
  private ended = 0;
  private started: Promise<void> | undefined;
  /** The queues whose tasks this tab does: those of the first call, also where it fails. */
  private bound: { readonly queues: readonly string[] | undefined } | undefined;

  constructor(options: DeskOptions) {
    this.options = options;
    const { services, clock, random, load, run, respond, newId } = options;
    this.feed = new TaskFeed(services.channel);
    const { feed, news } = this;
    const onChange = (task: Task): void => this.tell(task);
    const lend: TaskRoutes['lend'] = (place, wait) => this.workers.lend(place, wait);
    this.performer = new TaskPerformer({ services, clock, random, feed, load, run, lend, onChange });
    this.workers = new QueueWorkers({
      services,
      clock,
      perform: (task, place) => this.performer.perform(task, place),
      onEnd: onChange,
    });
    const routes: TaskRoutes = {
      services,
      clock,
      feed,
      news,
      tell: onChange,
      touch: (queue) => this.touch(queue),
      stop: (taskId) => {
        this.performer.cancel(taskId);
        services.channel.post({ about: 'cancel', taskId });
      },
      lend,
    };
    const hasOthers = (): Promise<boolean> => this.hasOthers();
    this.relay = new AnswerRelay({ channel: services.channel, clock, newId, respond, hasOthers });
    this.known = new KnownTasks(routes);
    this.queues = new QueueKeeper(routes, this.known, (task) => this.submitWork(task));
  }

  /** Begins to do tasks in this tab: of the queues that are named, or of all. Only the first call counts. */
  start(queues?: readonly string[]): Promise<void> {
    this.bound ??= { queues };
    this.started ??= this.begin(this.bound.queues).catch((thrown: unknown) => {
      // Where the database could not be opened now, it may be later.
      this.started = undefined;
      this.options.clock.after(PATIENCE, () => {
        this.start().catch(() => {});
      });
      throw thrown;
    });
    return this.started;
  }

  /** An executor is there that was not: what waits for it can be done. */
  async lookAgain(): Promise<void> {
    if (this.started === undefined) return;
    await this.started;
    await this.workers.lookEverywhere();
  }

  /** Answers a question, in whichever tab its run is. Rejects with `not_waiting` and `invalid_inputs`. */
  respond(...answer: Parameters<RelayOptions['respond']>): Promise<void> {
    return this.relay.respond(...answer);
  }

  /** Puts a flow into a queue, its inputs checked and its files kept. */
  async submitFlow(
    loaded: LoadedFlow,
    inputs: TaskWork['inputs'],
    options: FlowTaskOptions,
  ): Promise<TaskKey> {
    const { address, device } = options;
    const task = newTask('flow', loaded.outline?.name ?? '', options, this.options);
    const work = {
      source: loaded.text,
      inputs,
      ...(address !== undefined && { address }),
      ...(device !== undefined && { device }),
    };
    const { task: its } = await this.submit(task, work);
    return { taskId: its.taskId, executionId: its.executionId, queue: its.queue };
  }

  /** Puts the work of one executor into a queue; `address` is that of the flow whose step submits it. */
  async submitWork(
    { executor, config, ...options }: TaskRequest,
    its: Pick<TaskWork, 'address' | 'device' | 'parent'> = {},
  ): Promise<TaskReceipt> {
    const work = workOf(this.options.registry, executor, config);
    requireWhole(this.options.load(work.source));
    const task = newTask('executor', executor, options, this.options);
    const submitted = await this.submit(task, { ...work, ...its });
    const { taskId, queue } = submitted.task;
    return { taskId, queue, queueSize: submitted.waiting };
  }

  private async submit(
    task: Parameters<typeof submitTask>[1],
    work: Omit<TaskWork, 'taskId'>,
  ): Promise<Submitted> {
    await this.start();
    const submitted = await this.options.services.rooms.writing((room) => submitTask(room, task, work));
    this.touch(submitted.task.queue);
    return submitted;
  }

  private async begin(queues: readonly string[] | undefined): Promise<void> {
    const { services, clock } = this.options;
    if (!this.isListening) services.channel.listen((message) => this.hear(message));
    this.isListening = true;
    await services.rooms.writing(async (room) => {
      for (const taskId of await room.strays())
        await room.put(deadInPlaceOf(taskId, DEFAULT_QUEUE, clock.now()));
      await tidyQueues(room, clock.now());
    });
    await this.workers.start(queues);
  }

  private hasOthers(): Promise<boolean> {
    return this.options.services.rooms.reading(async (room) => {
      for (const { name } of await room.queues()) {
        if ((await room.running(name)).some(({ taskId }) => !this.performer.has(taskId))) return true;
      }
      return false;
    });
  }

  private tell(task: Task): void {
    const { taskId, queue } = task;
    if (!isOver(task)) {
      this.touch(queue);
      return;
    }
    this.news.ofTask(queue, taskId);
    this.options.services.channel.post({ about: 'ended', taskId, queue });
    if (++this.ended % TIDIED_AFTER === 0) this.tidy();
  }

  /** A page may stay open for weeks. */
  private tidy(): void {
    const { services, clock } = this.options;
    // What cannot be forgotten now is forgotten the next time.
    services.rooms.writing((room) => tidyQueues(room, clock.now())).catch(() => {});
  }

  private touch(queue: string): void {
    this.workers.look(queue);
    this.news.ofQueue(queue);
    this.options.services.channel.post({ about: 'queue', queue });
  }

  private hear(message: TaskMessage): void {
    switch (message.about) {
      case 'queue':
        this.workers.look(message.queue);
        this.news.ofQueue(message.queue);
        break;
      case 'ended':
        this.news.ofTask(message.queue, message.taskId);
        break;
      case 'started':
        this.feed.startedElsewhere(message.taskId);
        break;
      case 'follow':
        this.feed.followedElsewhere(message.taskId);
        break;
      case 'cancel':
        this.performer.cancel(message.taskId);
        break;
      case 'answer':
        this.relay.answer(message);
        break;
      case 'answered':
        this.relay.answered(message);
        break;
      case 'event':
        this.feed.heardElsewhere(message);
        break;
    }
  }
}
