import { afterAll, beforeAll, expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { BrowserSession } from '../../src/cli/browser-session.ts';
import type { RunEvent } from '../../src/engine/index.ts';
import { executorModules } from './executor-modules.ts';
import { longestWork } from './main-thread-tasks.ts';

let session: BrowserSession;

beforeAll(async () => {
  session = await BrowserSession.open({ site: inProject('dist'), extra: executorModules, say: () => {} });
  await session.page.evaluate(() => window.promptFlowHost?.registerExecutor('ramp', '/executors/ramp.js'));
});

afterAll(() => session.close());

const MEGABYTES = 64;
const FLOW = `name: large
steps:
  - {name: ramp, executor: ramp, config: {length: ${(MEGABYTES * 1024 ** 2) / 4}}}
outputs:
  - {name: heights, value: "{{ steps.ramp.heights }}"}
`;

/** Runs the flow, and tells of the arrays that came in its events and its result. */
const run = () =>
  session.page.evaluate(async (source) => {
    const fromEvents: unknown[] = [];
    const result = await window.promptFlowHost?.engine.executeFlow(
      source,
      {},
      {
        onEvent: (event: RunEvent) => {
          if (event.type === 'step_succeeded') fromEvents.push(event.outputs['heights']);
        },
      },
    );
    const heights = result?.outputs['heights'];
    if (!(heights instanceof Float32Array)) return { fault: result?.error?.message ?? 'no array' };
    return {
      length: heights.length,
      last: heights.at(-1),
      isOfStep: result?.steps['ramp']?.outputs?.['heights'] === heights,
      isOfEvent: fromEvents.length === 1 && fromEvents[0] === heights,
    };
  }, FLOW);

test('an array of a step comes to the page once: its event and its result have the same one', async () => {
  const length = (MEGABYTES * 1024 ** 2) / 4;
  expect(await run()).toEqual({ length, last: length - 1, isOfStep: true, isOfEvent: true });
});

test(`${MEGABYTES} MB that come to the page are no work for it`, async () => {
  const browser = session.page.context().browser();
  if (browser === null) throw new Error('The browser cannot be traced.');
  const longest = await longestWork(browser, session.page, run);
  expect(longest).toBeLessThan(50);
});
