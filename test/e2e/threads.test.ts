import type { Worker } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { BrowserSession } from '../../src/cli/browser-session.ts';
import { executorModules } from './executor-modules.ts';
import { hangingEngine } from './hanging-engine.ts';

let session: BrowserSession;
const nothing = { values: {}, files: {} };

beforeAll(async () => {
  session = await BrowserSession.open({
    site: inProject('dist'),
    extra: (request, response, next) =>
      executorModules(request, response, () => hangingEngine(request, response, next)),
    say: () => {},
  });
  await register('endless', 'shout');
});

afterAll(() => session.close());

async function register(...names: string[]): Promise<void> {
  for (const name of names) {
    await session.page.evaluate(([executor, url]) => window.promptFlowHost?.registerExecutor(executor, url), [
      name,
      `/executors/${name}.js`,
    ] as const);
  }
}

const step = (name: string, executor: string, more = ''): string =>
  `  - {name: ${name}, executor: ${executor}${more}}`;
const run = (...steps: string[]) =>
  session.run(`name: threads\nsteps:\n${steps.join('\n')}\n`, nothing, undefined);
const workersNamed = (part: string): Worker[] =>
  session.page.workers().filter((worker) => worker.url().includes(part));

test("an executor of the page's author runs in a worker, its schema checked and its defaults filled in", async () => {
  const result = await run(step('a', 'shout', ', config: {text: hello}'));
  expect(result.outputs).toEqual({ a: { shouted: 'HELLO!' } });
  const wrong = await run(step('a', 'shout', ', config: {text: hello, marks: 0}'));
  expect(wrong.error?.code).toBe('invalid_flow');
});

test('its errors keep their own code, and its context reaches models', async () => {
  const failed = await run(step('a', 'shout', ', config: {text: fail}'));
  expect(failed.error).toMatchObject({ code: 'too_quiet', message: 'Nobody heard it.', step: 'a' });
  const embedded = await run(step('a', 'shout', ', config: {text: embed}'));
  expect(embedded.outputs).toEqual({ a: { length: 384, model: 'Xenova/all-MiniLM-L6-v2' } });
});

test.each([
  ['no-execute', 'executor_unloadable'],
  ['not-there', 'executor_unloadable'],
])('a module that is no executor is refused: %s', async (name, code) => {
  const refused = await register(name).then(
    () => 'registered',
    (error: Error) => error.message,
  );
  expect(refused).toContain(`/executors/${name}.js`);
  expect(code).toBe('executor_unloadable');
});

test("an input that no thread can be sent is the caller's fault, and told so", async () => {
  const result = await session.page.evaluate(() =>
    window.promptFlowHost?.run('name: f\ninputs: [x]\nsteps: []', { x: () => 1 }, {}, undefined),
  );
  expect(result).toMatchObject({ success: false, error: { code: 'invalid_inputs' } });
});

test('an endless loop is stopped by its time-out, its worker replaced, and the next step runs', async () => {
  const result = await run(
    step('loop', 'endless', ', timeout: 0.5, error_handling: {on_failure: continue}'),
    step('next', 'shout', ', depends_on: [loop], config: {text: next}'),
  );
  expect(result.steps).toMatchObject({
    loop: { status: 'failed', error: { code: 'step_timeout' } },
    next: { status: 'succeeded', outputs: { shouted: 'NEXT!' } },
  });
});

test('as many endless loops as the pool has workers do not stop the next run', async () => {
  const loops = Array.from({ length: 8 }, (_, i) =>
    step(`loop${i}`, 'endless', ', timeout: 0.3, error_handling: {on_failure: continue}'),
  );
  await run(...loops);
  expect((await run(step('a', 'shout', ', config: {text: still here}'))).outputs).toEqual({
    a: { shouted: 'STILL HERE!' },
  });
});

test('cancelling ends a loop that never yields', async () => {
  const pending = run(step('loop', 'endless'));
  await expect.poll(() => workersNamed('executor').length).toBeGreaterThan(0);
  await session.page.waitForTimeout(300);
  await session.cancel();
  expect(await pending).toMatchObject({ status: 'cancelled', steps: { loop: { status: 'cancelled' } } });
});

test('an engine that hangs is noticed and replaced, and the page stays usable', async () => {
  const [engine] = workersNamed('engine');
  if (engine === undefined) throw new Error('There is no engine worker.');
  const pending = run(step('loop', 'endless'));
  await session.page.waitForTimeout(300);
  await session.page.evaluate(() => new BroadcastChannel('hang').postMessage('now'));
  expect(await pending).toMatchObject({
    status: 'failed',
    error: { code: 'engine_unresponsive' },
    steps: { loop: { status: 'cancelled' } },
  });
  // The executors that the page registered are there again.
  expect((await run(step('a', 'shout', ', config: {text: again}'))).outputs).toEqual({
    a: { shouted: 'AGAIN!' },
  });
  // The browser ends a thread that never yields by force, after a few seconds.
  await expect.poll(() => workersNamed('engine').includes(engine), { timeout: 20_000 }).toBe(false);
});
