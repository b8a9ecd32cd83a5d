import type { Page } from 'playwright';
import { checkTrail } from './check-trail.ts';
import type { Workload } from './drill.ts';
import { type StoredTask, storedTasks, storedTrails } from './stored-in-page.ts';

export const TASKS = 200;

const STEPS = ['first', 'second'];

/** Each step leaves a note whenever it is called. */
const flow = `name: task
config: {execution: {durability: sync}}
steps:
  - {name: first, executor: witness, config: {label: first, ms: 10}}
  - {name: second, executor: witness, depends_on: [first], config: {label: second, ms: 10}}
`;

export interface QueueFindings {
  /** Queues of 200 tasks, all of which were done. */
  readonly queues: number;
  readonly tasks: number;
  /** Tasks that were in flight at a kill and had a second attempt, or more. */
  readonly repeated: number;
}

/**
 * Queues of 200 tasks, one after the other. The browser may be ended while they are submitted: whoever comes back
 * submits them all again, under the same keys, and none becomes two.
 */
export class QueueOfTasks implements Workload<QueueFindings> {
  private queues = 0;

  async isUnderWay(page: Page): Promise<boolean> {
    if (this.queues === 0) return false;
    const done = (await storedTasks(page)).filter(({ status }) => status === 'succeeded');
    return done.length < this.queues * TASKS;
  }

  start(page: Page, isUnderWay: boolean): void {
    if (!isUnderWay) this.queues++;
    submitTasks(page, nameOf(this.queues - 1), flow, TASKS)
      // The browser is ended in the middle of it.
      .catch(() => {});
  }

  /** A task whose tab ended three times before anything of it was done is a dead letter, for a person to look at. */
  tend(page: Page): Promise<void> {
    return page.evaluate(async () => {
      const engine = window.promptFlowHost?.engine;
      for (const { taskId } of (await engine?.queues.list({ status: 'dead' })) ?? [])
        await (await engine?.task(taskId))?.resume();
    });
  }

  async check(page: Page): Promise<QueueFindings> {
    const tasks = await storedTasks(page);
    const trailOf = await storedTrails(page);
    for (let queue = 0; queue < this.queues; queue++) {
      requireEachKeyOnce(tasks.filter((task) => task.queue === nameOf(queue)));
    }
    let repeated = 0;
    for (const { taskId, executionId, status, attempts } of tasks) {
      if (status !== 'succeeded') throw new Error(`The task ${taskId} ended as ${status}.`);
      const trail = trailOf(executionId);
      const called = checkTrail(STEPS, trail, true).repeated;
      if (called > 0 && attempts < 2) throw new Error(`The task ${taskId} was done twice in one attempt.`);
      repeated += attempts > 1 ? 1 : 0;
    }
    return { queues: this.queues, tasks: tasks.length, repeated };
  }
}

/** Submits tasks with the keys `0`, `1`, …, one after the other. */
export function submitTasks(page: Page, queue: string, text: string, count: number): Promise<void> {
  return page.evaluate(
    async ([name, source, tasks]) => {
      const engine = window.promptFlowHost?.engine;
      await engine?.queues.configure(name, { limit: tasks });
      for (let key = 0; key < tasks; key++) {
        await engine?.submitFlow(source, {}, { queue: name, idempotencyKey: String(key) });
      }
    },
    [queue, text, count] as const,
  );
}

function nameOf(queue: number): string {
  return `drill ${queue}`;
}

function requireEachKeyOnce(tasks: readonly StoredTask[]): void {
  const keys = new Set(tasks.map(({ idempotencyKey }) => idempotencyKey));
  if (tasks.length !== TASKS || keys.size !== TASKS)
    throw new Error(`A queue of ${TASKS} tasks has ${tasks.length} of them, with ${keys.size} keys.`);
}
