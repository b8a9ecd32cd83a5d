import type { Clock } from '../clock.ts';
import { claimTask, surveyQueue } from './claim-task.ts';
import { MOST_WORKERS, type Task } from './task.ts';
import type { TaskServices } from './task-rooms.ts';

/** Milliseconds after which a queue is looked at again whose storage did not answer. */
const PATIENCE = 5000;

/** Milliseconds after which a delay is looked at again: timers stand still while a machine sleeps, and clocks are set. */
const LONGEST_WAIT = 60_000;

/** A place in a queue: who holds its lock does one task at a time in it. */
export interface QueuePlace {
  readonly queue: string;
  readonly slot: number;
}

export interface WorkersOptions {
  readonly services: TaskServices;
  readonly clock: Clock;
  /** Does a task that was begun. Resolves always, with whether this tab can do it. */
  readonly perform: (task: Task, place: QueuePlace) => Promise<boolean>;
  /** Told of tasks that ended without being done. */
  readonly onEnd: (task: Task) => void;
}

/**
 * This tab's part in the work of queues. A queue has as many places as workers, over all tabs; each place is a lock.
 * A tab asks for a place where there is something to do, and for each place in which another tab does something: it
 * gets that one when the other tab is done, or when it has ended in the middle. So nobody has to look again and again,
 * and a tab that is idle holds and does nothing.
 */
export class QueueWorkers {
  private readonly options: WorkersOptions;
  private queues: ReadonlySet<string> | undefined;
  private readonly asked = new Set<string>();
  private readonly looks = new Map<string, { again: boolean }>();
  private readonly timers = new Map<string, () => void>();
  /** The places of queues that are lent, above those of the workers, with how many waits they are lent for. */
  private readonly lent = new Map<string, Map<number, number>>();
  /** Tasks that cannot be done here, for want of an executor. Another set in its place forgets what is still being found out. */
  private notHere = new Set<string>();

  constructor(options: WorkersOptions) {
    this.options = options;
  }

  /** Begins to work, for the queues that are named or for all. */
  async start(queues?: readonly string[]): Promise<void> {
    this.queues = queues && new Set(queues);
    await this.lookEverywhere();
  }

  /** Looks at every queue; what could not be done here may have become possible. */
  async lookEverywhere(): Promise<void> {
    this.notHere = new Set();
    const states = await this.options.services.rooms.reading((room) => room.queues());
    for (const { name } of states) this.look(name);
  }

  /** Looks whether there is something to do in a queue. */
  look(queue: string): void {
    if (this.queues?.has(queue) === false) return;
    const under = this.looks.get(queue);
    if (under !== undefined) {
      under.again = true;
      return;
    }
    const look = { again: false };
    this.looks.set(queue, look);
    this.survey(queue)
      .catch((thrown: unknown) => this.lookLater(queue, thrown))
      .finally(() => {
        this.looks.delete(queue);
        if (look.again) this.look(queue);
      });
  }

  /**
   * Lets another task of the queue be done while one waits for it: tasks that wait for tasks of their own queue would
   * otherwise hold all of its places, and wait for ever.
   */
  async lend<Answer>({ queue, slot }: QueuePlace, wait: () => Promise<Answer>): Promise<Answer> {
    const lent = this.lent.get(queue) ?? new Map<number, number>();
    this.lent.set(queue, lent);
    const place = slot + MOST_WORKERS;
    lent.set(place, (lent.get(place) ?? 0) + 1);
    this.look(queue);
    try {
      return await wait();
    } finally {
      const waits = (lent.get(place) ?? 1) - 1;
      if (waits === 0) lent.delete(place);
      else lent.set(place, waits);
    }
  }

  private async survey(queue: string): Promise<void> {
    const { services, clock } = this.options;
    const now = clock.now();
    const survey = await services.rooms.reading((room) => surveyQueue(room, queue, now, this.notHere));
    this.timers.get(queue)?.();
    if (survey.nextDueAt !== undefined) this.lookIn(queue, survey.nextDueAt - now);
    const wanted = new Set(survey.slots);
    if (survey.isDue) {
      for (let slot = 0; slot < survey.workers; slot++) wanted.add(slot);
      for (const slot of this.lent.get(queue)?.keys() ?? []) wanted.add(slot);
    }
    for (const slot of wanted) this.askFor({ queue, slot });
  }

  private askFor(place: QueuePlace): void {
    const { queue, slot } = place;
    const name = `prompt-flow/queue/${queue}/slot/${slot}`;
    if (this.asked.has(name)) return;
    this.asked.add(name);
    const { services } = this.options;
    let isMore = false;
    services.locks
      .hold(name, async () => {
        isMore = await this.work(place);
      })
      .then(
        () => {
          this.asked.delete(name);
          // Tabs that wait for the place have it in between: they take turns.
          if (isMore) this.askFor(place);
          // Something may have come after the last look and before the lock was given back.
          else this.look(queue);
        },
        (thrown: unknown) => {
          this.asked.delete(name);
          this.lookLater(queue, thrown);
        },
      );
  }

  /** Does one task. Gives whether there may be another to do in this place. */
  private async work(place: QueuePlace): Promise<boolean> {
    const { queue, slot } = place;
    const { services, clock, perform, onEnd } = this.options;
    const now = clock.now();
    // Another tab may have lent it: what waits is then for that tab to begin.
    const isLent = this.lent.get(queue)?.has(slot) === true;
    // An executor may be registered while a task is given back for want of it.
    const { notHere } = this;
    const { task, ended } = await services.rooms.writing((room) =>
      claimTask(room, { queue, slot, isLent }, now, notHere),
    );
    for (const each of ended) onEnd(each);
    if (task === undefined) return false;
    if (!(await perform(task, place))) notHere.add(task.taskId);
    return true;
  }

  private lookLater(queue: string, thrown: unknown): void {
    console.error(`The queue "${queue}" could not be looked at.`, thrown);
    this.lookIn(queue, PATIENCE);
  }

  private lookIn(queue: string, milliseconds: number): void {
    this.timers.get(queue)?.();
    this.timers.set(
      queue,
      this.options.clock.after(Math.min(milliseconds, LONGEST_WAIT), () => this.look(queue)),
    );
  }
}
