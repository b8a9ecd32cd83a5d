import { afterEach, expect, test } from 'vitest';
import { closeEngines, cutOff, openEngine, started } from '../storage/cut-off.ts';
import { callsIn, journalOf } from '../storage/stored.ts';

let count = 0;
const newQueue = (): string => `runs ${Date.now()} ${count++}`;

afterEach(closeEngines);

const flow = (config: string): string => `name: work
steps:
  - {name: first, executor: witness, config: {label: first}}
  - {name: second, executor: witness, depends_on: [first], config: ${config}}
`;

test('a run of a task that was cut off is gone on with by who does the task, and by nobody else', async () => {
  const queue = newQueue();
  const worker = await openEngine();
  const { taskId, executionId } = await worker.submitFlow(flow('{label: second, hangs: 1}'), {}, { queue });
  await expect.poll(() => started('second')(executionId)).toBe(true);
  worker.close();
  // A run that any page goes on with, and that began later than that of the task.
  const other = await cutOff(flow('{label: second, hangs: 1}'), started('second'), []);
  const bystander = await openEngine([]);
  await expect.poll(async () => (await journalOf(other)).at(-1)?.event.type).toBe('run_finished');
  expect(await callsIn(executionId)).toEqual(['first 1', 'second 1']);
  expect((await journalOf(executionId)).some(({ event }) => event.type === 'run_resumed')).toBe(false);
  await openEngine();
  expect((await (await bystander.task(taskId)).result()).success).toBe(true);
  expect(await callsIn(executionId)).toEqual(['first 1', 'second 1', 'second 2']);
});

/** Has a run, as another tab may that has not let go of it yet, while something is done. */
function withRun(executionId: string, work: () => Promise<void>): Promise<void> {
  return navigator.locks.request(`prompt-flow/run/${executionId}`, work);
}

test('an attempt waits for whoever has its run, and is written down whole', async () => {
  const queue = newQueue();
  const engine = await openEngine();
  await engine.queues.pause(queue);
  const task = await engine.submitFlow(flow('{label: second, failures: 1}'), {}, { queue });
  const isRunning = () => expect.poll(() => task.status()).toBe('running');
  await withRun(task.executionId, async () => {
    await engine.queues.resume(queue);
    await isRunning();
    await expect.poll(() => callsIn(task.executionId)).toContain('second 1');
  });
  const first = await task.result();
  expect(first).toMatchObject({ success: false, error: { message: 'second fails 1 times' } });
  expect(first.metadata['storage_fault']).toBeUndefined();
  expect((await journalOf(task.executionId)).at(-1)?.event.type).toBe('run_finished');
  await withRun(task.executionId, async () => {
    await task.resume();
    await isRunning();
  });
  expect((await task.result()).success).toBe(true);
  expect(await callsIn(task.executionId)).toEqual(['first 1', 'second 1', 'second 2']);
});

test('an attempt that waits for its run is cancelled, and takes as long as it may', async () => {
  const queue = newQueue();
  const engine = await openEngine();
  const failing = flow('{label: second, failures: 1}');
  const [one, two] = [
    await engine.submitFlow(failing, {}, { queue }),
    await engine.submitFlow(failing, {}, { queue, timeout: 5 }),
  ];
  for (const task of [one, two]) expect((await task.result()).success).toBe(false);
  await withRun(one.executionId, async () => {
    await one.resume();
    await expect.poll(() => one.status()).toBe('running');
    await one.cancel();
    expect(await one.result()).toMatchObject({ success: false, status: 'cancelled' });
  });
  await withRun(two.executionId, async () => {
    await two.resume();
    expect(await two.result()).toMatchObject({ success: false, error: { code: 'task_timeout' } });
  });
});

test('one idempotency key in two tabs at once is one task', async () => {
  const queue = newQueue();
  const tabs = [await openEngine(), await openEngine()];
  for (let n = 0; n < 5; n++) {
    const tasks = await Promise.all(
      tabs.map((tab) => tab.submitFlow(flow('{label: second}'), {}, { queue, idempotencyKey: `key ${n}` })),
    );
    const [one, two] = tasks;
    expect(one?.taskId).toBe(two?.taskId);
    expect((await tasks[0]?.result())?.success).toBe(true);
    expect(await callsIn(tasks[0]?.executionId ?? '')).toEqual(['first 1', 'second 1']);
  }
  expect(await tabs[0]?.queues.list({ queue })).toHaveLength(5);
});
