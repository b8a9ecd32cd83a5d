import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { BrowserSession } from '../../src/cli/browser-session.ts';
import { checkTasks, requireEachKeyOnce } from '../kills/check-tasks.ts';
import { storedTasks, storedTrails } from '../kills/stored-in-page.ts';
import { submitTasks } from '../kills/submit-tasks.ts';
import { crashTab } from './crash-tab.ts';
import { executorModules } from './executor-modules.ts';

const TASKS = 500;
const WORKERS = 6;
const QUEUE = 'of two tabs';

const flow = `name: task
config: {execution: {durability: sync}}
steps:
  - {name: work, executor: witness, config: {label: work, ms: 5}}
`;

let session: BrowserSession;
/** The tab that lives, and the one that is killed. */
let living: Page;
let killed: Page;

beforeAll(async () => {
  session = await BrowserSession.open({ site: inProject('dist'), extra: executorModules, say: () => {} });
  living = session.page;
  killed = await living.context().newPage();
  await killed.goto(living.url());
  await killed.waitForFunction(() => window.promptFlowHost !== undefined);
  for (const tab of [living, killed]) {
    await tab.evaluate(() => window.promptFlowHost?.registerExecutor('witness', '/executors/witness.js'));
  }
});

afterAll(() => session.close());

test('two tabs do one queue of 500 tasks, and none is lost or done twice when one of them is killed', async () => {
  await living.evaluate(
    async ([queue, limit, workers]) => {
      const queues = window.promptFlowHost?.engine.queues;
      await queues?.configure(queue, { limit, workers });
      // Both have submitted before anything is begun: whatever is submitted is there when the one is killed.
      await queues?.pause(queue);
    },
    [QUEUE, TASKS, WORKERS] as const,
  );
  await Promise.all([
    submitTasks(living, { queue: QUEUE, flow, count: TASKS / 2 }),
    submitTasks(killed, { queue: QUEUE, flow, from: TASKS / 2, count: TASKS / 2 }),
  ]);
  await living.evaluate((queue) => window.promptFlowHost?.engine.queues.resume(queue), QUEUE);

  const workers = new Set<string>();
  const see = async (): Promise<number> => {
    for (const holder of await holdersOfPlaces()) workers.add(holder);
    return (await storedTasks(living)).filter(({ status }) => status === 'succeeded').length;
  };
  await expect.poll(async () => (await see()) > TASKS / 5 && workers.size > 1, patiently).toBe(true);
  await crashTab(killed);
  expect(await see()).toBeLessThan(TASKS);
  await expect.poll(see, patiently).toBe(TASKS);

  // The tab that was killed has been at work beside the other, and nobody else was.
  expect(workers.size).toBe(2);
  const tasks = await storedTasks(living);
  requireEachKeyOnce(tasks, TASKS);
  const { repeated } = checkTasks(tasks, ['work'], await storedTrails(living));
  // Done again is only what was in flight, in one of the places.
  expect(repeated).toBeLessThanOrEqual(WORKERS);
}, 180_000);

const patiently = { timeout: 120_000, interval: 100 };

/** The tabs' engines that do tasks right now. */
function holdersOfPlaces(): Promise<readonly string[]> {
  return living.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.flatMap(({ name = '', clientId = '' }) => (name.includes('/slot/') ? [clientId] : []));
  });
}
