import type { Page } from 'playwright';
import { checkTasks, requireEachKeyOnce } from './check-tasks.ts';
import type { Workload } from './drill.ts';
import { storedTasks, storedTrails } from './stored-in-page.ts';
import { submitTasks } from './submit-tasks.ts';

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

  /** A task that was being done has its attempt on record. */
  async isInWork(page: Page): Promise<boolean> {
    return (await storedTasks(page)).some(({ status, attempts }) => status !== 'succeeded' && attempts > 0);
  }

  start(page: Page, isUnderWay: boolean): void {
    if (!isUnderWay) this.queues++;
    this.submit(page, nameOf(this.queues - 1))
      // The browser is ended in the middle of it.
      .catch(() => {});
  }

  private async submit(page: Page, queue: string): Promise<void> {
    await page.evaluate(([name, limit]) => window.promptFlowHost?.engine.queues.configure(name, { limit }), [
      queue,
      TASKS,
    ] as const);
    await submitTasks(page, { queue, flow, count: TASKS });
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
      requireEachKeyOnce(
        tasks.filter((task) => task.queue === nameOf(queue)),
        TASKS,
      );
    }
    return { queues: this.queues, tasks: tasks.length, repeated: checkTasks(tasks, STEPS, trailOf).repeated };
  }
}

function nameOf(queue: number): string {
  return `drill ${queue}`;
}
