import { afterEach, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/engine/index.ts';
import type { EngineClient } from '../../../src/index.ts';
import { closeEngines, openEngine, started } from '../storage/cut-off.ts';
import { callsIn } from '../storage/stored.ts';

/** Queues outlast a test, as they outlast a page. */
let queue: string;
let count = 0;
const newQueue = (): string => {
  queue = `queue ${Date.now()} ${count++}`;
  return queue;
};

afterEach(closeEngines);

const flow = (config: string): string => `name: work
steps:
  - {name: first, executor: witness, config: {label: first}}
  - {name: second, executor: witness, depends_on: [first], config: ${config}}
`;

/** A tab that does no tasks: what it sees of them it sees over the database and the channel. */
const bystander = (): Promise<EngineClient> => openEngine([]);

test('a task is done by another tab, and whoever submitted it hears how it goes', async () => {
  const [submitter] = [await bystander(), await openEngine()];
  const task = await submitter.submitFlow(flow('{label: second}'), {}, { queue: newQueue() });
  const heard: RunEvent['type'][] = [];
  const result = await task.result({ onEvent: ({ type }) => heard.push(type) });
  expect(result).toMatchObject({
    success: true,
    executionId: task.executionId,
    steps: { second: { outputs: { label: 'second' } } },
  });
  expect(heard).toContain('run_started');
  expect(heard.filter((type) => type === 'step_succeeded')).toHaveLength(2);
  expect(heard.at(-1)).toBe('run_finished');
  expect(await callsIn(task.executionId)).toEqual(['first 1', 'second 1']);
});

test('how far a task is that another tab does is heard while it is done', async () => {
  const [submitter] = [await bystander(), await openEngine()];
  const items =
    'name: items\nsteps:\n  - {name: each, executor: witness, foreach: [a, b, c], config: {label: "{{ item }}", ms: 300}}\n';
  await submitter.queues.pause(newQueue());
  const task = await submitter.submitFlow(items, {}, { queue });
  const progress: (number | undefined)[] = [];
  const result = task.result({
    onEvent: (event) => {
      if (event.type === 'step_progress') progress.push(event.progress.loaded);
    },
  });
  await submitter.queues.resume(queue);
  expect((await result).success).toBe(true);
  expect(progress).toEqual([...progress].sort());
  expect(progress.at(-1)).toBe(3);
});

test('a task whose tab ends in the middle goes on in another one, where it was', async () => {
  const submitter = await bystander();
  const first = await openEngine();
  const task = await submitter.submitFlow(flow('{label: second, hangs: 1}'), {}, { queue: newQueue() });
  await expect.poll(() => started('second')(task.executionId)).toBe(true);
  first.close();
  await openEngine();
  const result = await task.result();
  expect(result).toMatchObject({ success: true, steps: { second: { attempts: 2 } } });
  expect(await callsIn(task.executionId)).toEqual(['first 1', 'second 1', 'second 2']);
  expect(await task.read()).toMatchObject({ status: 'succeeded', attempts: 2 });
});

test('a task that a tab left behind is there after a reload, and is done once', async () => {
  const before = await bystander();
  const { taskId, executionId } = await before.submitFlow(flow('{label: second}'), {}, { queue: newQueue() });
  before.close();
  const after = await openEngine();
  const task = await after.task(taskId);
  expect((await task.result()).success).toBe(true);
  expect(await callsIn(executionId)).toEqual(['first 1', 'second 1']);
});

test('two tabs do a queue together, no task twice, and no more of them at once than it has workers', async () => {
  const [one, two] = [await openEngine(), await openEngine()];
  await one.queues.configure(newQueue(), { workers: 2 });
  const submitted = [];
  for (let n = 0; n < 20; n++) {
    const tab = n % 2 === 0 ? one : two;
    submitted.push(await tab.submitFlow(flow('{label: second, ms: 20}'), {}, { queue }));
  }
  let most = 0;
  const counting = (async () => {
    for (let isOver = false; !isOver; ) {
      const [state] = (await one.queues.states()).filter(({ name }) => name === queue);
      most = Math.max(most, state?.tasks.running ?? 0);
      isOver = state?.tasks.succeeded === submitted.length;
    }
  })();
  for (const task of submitted) {
    expect((await task.result()).success).toBe(true);
    expect(await callsIn(task.executionId)).toEqual(['first 1', 'second 1']);
  }
  await counting;
  expect(most).toBe(2);
});

test('a tab does the tasks of the queues that it is bound to', async () => {
  const mine = newQueue();
  const engine = await openEngine([mine]);
  const other = await engine.submitFlow(flow('{label: second}'), {}, { queue: newQueue() });
  const own = await engine.submitFlow(flow('{label: second}'), {}, { queue: mine });
  expect((await own.result()).success).toBe(true);
  expect(await other.status()).toBe('queued');
});

test('a task that runs in another tab is cancelled', async () => {
  const [submitter] = [await bystander(), await openEngine()];
  const task = await submitter.submitFlow(flow('{label: second, ms: 60000}'), {}, { queue: newQueue() });
  await expect.poll(() => callsIn(task.executionId)).toContain('second 1');
  await task.cancel();
  expect(await task.result()).toMatchObject({ success: false, status: 'cancelled' });
  expect(await task.status()).toBe('cancelled');
});

test('a person answers from another tab than the one where the task runs', async () => {
  const [submitter] = [await bystander(), await openEngine()];
  const asking =
    'name: ask\nsteps:\n  - {name: ask, executor: approval, config: {message: "Go on?", form: [{name: why, type: string}]}}\n';
  const task = await submitter.submitFlow(asking, {}, { queue: newQueue() });
  let hasAsked = false;
  const result = task.result({
    onEvent: ({ type }) => {
      hasAsked ||= type === 'step_waiting';
    },
  });
  await expect.poll(() => hasAsked).toBe(true);
  await submitter.respond(task.executionId, 'ask', { why: 'because', approved: true });
  expect(await result).toMatchObject({ success: true, steps: { ask: { outputs: { why: 'because' } } } });
});

test('what failed for good is a dead letter with its error, after a reload too, and goes on where it failed', async () => {
  const before = await openEngine();
  const failing = flow('{label: second, failures: 2}');
  const options = { queue: newQueue(), maxAttempts: 2, retryDelay: 0.01 };
  const { taskId, executionId } = await before.submitFlow(failing, {}, options);
  expect((await (await before.task(taskId)).result()).success).toBe(false);
  before.close();
  const after = await openEngine();
  expect(await after.queues.list({ queue, status: 'dead' })).toMatchObject([
    { taskId, attempts: 2, error: { message: 'second fails 2 times' } },
  ]);
  const task = await after.task(taskId);
  await task.resume();
  expect((await task.result()).success).toBe(true);
  expect((await callsIn(executionId)).filter((call) => call.startsWith('first'))).toHaveLength(1);
});

test('a queue stays paused over a reload, and takes no more than its limit', async () => {
  const before = await openEngine();
  await before.queues.configure(newQueue(), { limit: 2 });
  await before.queues.pause(queue);
  const options = { queue, idempotencyKey: 'one' };
  const { taskId } = await before.submitFlow(flow('{label: second}'), {}, options);
  await before.submitFlow(flow('{label: second}'), {}, { queue, idempotencyKey: 'two' });
  const refused = before.submitFlow(flow('{label: second}'), {}, { queue, idempotencyKey: 'three' });
  await expect(refused).rejects.toMatchObject({ code: 'queue_full' });
  before.close();
  const after = await openEngine();
  expect((await after.submitFlow(flow('{label: second}'), {}, options)).taskId).toBe(taskId);
  expect(await (await after.task(taskId)).status()).toBe('queued');
  await after.queues.resume(queue);
  await after.queues.drain(queue);
  expect(await after.queues.list({ queue, status: 'succeeded' })).toHaveLength(2);
  const drained = after.submitFlow(flow('{label: second}'), {}, { queue });
  await expect(drained).rejects.toMatchObject({ code: 'queue_draining' });
});
