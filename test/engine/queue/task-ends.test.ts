import { expect, test } from 'vitest';
import { memoryTaskServices } from '../../../src/engine/queue/memory-services.ts';
import { resultOfTask } from '../../../src/engine/queue/result-of-task.ts';
import type { TaskServices } from '../../../src/engine/queue/task-rooms.ts';
import { settle } from '../support.ts';
import { echo, flowOf, withGate } from './gate.ts';
import { task } from './task.ts';

test('a task that is being ended is resumed when it has ended', async () => {
  const { runner, gate } = withGate();
  const task = await runner.submitFlow(flowOf('x'));
  await gate.hasBegun(1);
  await Promise.all([task.cancel(), task.resume()]);
  await gate.hasBegun(2);
  gate.open('x');
  expect(await task.result()).toMatchObject({ success: true });
});

test('whoever follows the run of a task and stops it has cancelled the task', async () => {
  const { runner, gate } = withGate();
  const task = await runner.submitFlow(flowOf('x'), {}, { maxAttempts: 3 });
  await gate.hasBegun(1);
  const controller = new AbortController();
  const following = runner.followRun(task.executionId, { signal: controller.signal });
  await settle();
  controller.abort();
  expect(await following).toMatchObject({ status: 'cancelled' });
  await task.result();
  expect(await task.status()).toBe('cancelled');
});

test('one who listens and throws keeps no other from hearing', async () => {
  const { runner, gate } = withGate();
  const task = await runner.submitFlow(flowOf('x'));
  await gate.hasBegun(1);
  const heard: string[] = [];
  const bad = task.result({
    onEvent: () => {
      throw new Error('A listener breaks.');
    },
  });
  const good = task.result({ onEvent: ({ type }) => heard.push(type) });
  gate.open('x');
  expect(await Promise.all([bad, good])).toMatchObject([{ success: true }, { success: true }]);
  expect(heard).toEqual(['run_started', 'step_started', 'step_succeeded', 'run_finished']);
});

test('a task whose result is gone says so', () => {
  const result = resultOfTask({ ...task, status: 'succeeded', endedAt: 1 }, undefined);
  expect(result).toMatchObject({ success: false, error: { code: 'task_damaged' } });
});

test.each([
  ['the step has a queue', { queue: 'q', executor: 'gate', config: { label: 'x' } }],
  [
    'async_queue_executor',
    {
      executor: 'async_queue_executor',
      config: { queue: 'q', wait: true, executor: 'gate', config: { label: 'x' } },
    },
  ],
])(
  'a step that is cancelled while its work is put into a queue leaves no task behind: %s',
  async (_, step) => {
    const { rooms, ...rest } = memoryTaskServices();
    let pass = (): void => {};
    let isHeld = false;
    const held = new Promise<void>((resolve) => {
      pass = resolve;
    });
    const tasks: TaskServices = {
      ...rest,
      rooms: {
        reading: (work) => rooms.reading(work),
        writing: async (work) => {
          if (isHeld) await held;
          return rooms.writing(work);
        },
      },
    };
    const { runner } = withGate({ tasks });
    await runner.queues.pause('q');
    isHeld = true;
    const controller = new AbortController();
    const flow = { name: 'f', steps: [{ name: 'a', ...step }] };
    const running = runner.executeFlow(flow, {}, { signal: controller.signal });
    await settle();
    controller.abort();
    expect(await running).toMatchObject({ status: 'cancelled' });
    isHeld = false;
    pass();
    await settle();
    expect(await runner.queues.list({ queue: 'q', status: 'queued' })).toEqual([]);
  },
);

test('results that nobody came for are forgotten while a page stays open too, but for the newest', async () => {
  const { runner } = withGate();
  await runner.queues.configure('q', { limit: 2000, workers: 10 });
  const tasks = [];
  for (let n = 0; n < 1200; n++) tasks.push(await runner.submitFlow(echo(n), {}, { queue: 'q' }));
  for (const { taskId } of tasks.slice(1100)) await (await runner.task(taskId)).result();
  await settle();
  const [state] = await runner.queues.states();
  expect(state?.tasks.succeeded).toBeLessThanOrEqual(1100);
  expect(state?.tasks.succeeded).toBeGreaterThanOrEqual(1000);
});
