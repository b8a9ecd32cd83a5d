import { afterEach, expect, test } from 'vitest';
import { closeEngines, openEngine } from '../storage/cut-off.ts';
import { spoil } from '../storage/stored.ts';

let count = 0;
const newQueue = (): string => `damaged ${Date.now()} ${count++}`;

afterEach(closeEngines);

const flow = 'name: work\nsteps:\n  - {name: a, executor: text_processor, config: {text: x}}\n';

test('the tasks of a queue whose record is damaged are done, and it takes others', async () => {
  const queue = newQueue();
  const before = await openEngine();
  await before.queues.pause(queue);
  const { taskId } = await before.submitFlow(flow, {}, { queue });
  before.close();
  await spoil('queues', queue, ({ name }) => ({ name, sequence: 'x' }));
  const after = await openEngine();
  expect((await (await after.task(taskId)).result()).success).toBe(true);
  expect((await (await after.submitFlow(flow, {}, { queue })).result()).success).toBe(true);
  expect((await after.queues.states()).find(({ name }) => name === queue)).toMatchObject({
    limit: 100,
    workers: 3,
    tasks: { succeeded: 2 },
  });
});

test('the tasks of a queue whose record is gone are done after a reload', async () => {
  const queue = newQueue();
  const before = await openEngine();
  await before.queues.pause(queue);
  const { taskId } = await before.submitFlow(flow, {}, { queue });
  before.close();
  await spoil('queues', queue);
  const after = await openEngine();
  expect((await (await after.task(taskId)).result()).success).toBe(true);
  expect(await after.queues.list({ status: 'succeeded', limit: 1000 })).toContainEqual(
    expect.objectContaining({ taskId, queue }),
  );
});

test('tasks in a state that nobody would come to are dead letters, and their queue goes on', async () => {
  const queue = newQueue();
  const before = await openEngine();
  await before.queues.pause(queue);
  const tasks = [];
  for (let n = 0; n < 4; n++) tasks.push((await before.submitFlow(flow, {}, { queue })).taskId);
  before.close();
  const [nowhere = '', unranked = '', elsewhere = '', whole = ''] = tasks;
  await spoil('tasks', nowhere, (task) => ({ ...task, status: 'running' }));
  await spoil('tasks', unranked, (task) => ({ ...task, rank: 7 }));
  await spoil('tasks', elsewhere, (task) => ({ ...task, queue: 7 }));
  const after = await openEngine();
  await after.queues.resume(queue);
  expect((await (await after.task(whole)).result()).success).toBe(true);
  for (const taskId of [nowhere, unranked, elsewhere]) {
    expect(await (await after.task(taskId)).result()).toMatchObject({ error: { code: 'task_damaged' } });
  }
  await after.queues.drain(queue);
});

test('a result that cannot be read says so', async () => {
  const engine = await openEngine();
  const task = await engine.submitFlow(flow, {}, { queue: newQueue() });
  await task.result();
  await spoil('results', task.taskId, ({ taskId }) => ({ taskId, result: 7 }));
  expect(await task.result()).toMatchObject({ success: false, error: { code: 'task_damaged' } });
});
