import { expect, test } from 'vitest';
import type { FlowRunner, SubmitOptions } from '../../src/engine/index.ts';
import { memoryTaskServices } from '../../src/engine/queue/memory-services.ts';
import { resultOfTask } from '../../src/engine/queue/result-of-task.ts';
import type { TaskServices } from '../../src/engine/queue/task-rooms.ts';
import { FlowError } from '../../src/errors/index.ts';
import { echo, flowOf, withGate } from './gate.ts';
import { settle, testRunner } from './support.ts';
import { task } from './task.ts';

const thrower = { name: 'thrower', steps: [{ name: 'a', executor: 'thrower' }] };

test('options that make no sense are refused: such a task would never have its turn', async () => {
  const { runner } = withGate();
  const wrong: Readonly<Record<string, unknown>>[] = [
    { priority: 'urgent' },
    { queue: 7 },
    { delay: '5' },
    { retryDelay: Number.POSITIVE_INFINITY },
    { timeout: Number.POSITIVE_INFINITY },
    { idempotencyKey: {} },
    { idempotencyKey: '' },
    { taskId: 7 },
  ];
  for (const options of wrong) {
    await expect(runner.submitFlow(echo(1), {}, options as SubmitOptions)).rejects.toMatchObject({
      code: 'invalid_config',
      kind: 'config',
    });
  }
  for (const name of ['', 7]) {
    await expect(runner.queues.pause(name as string)).rejects.toMatchObject({ code: 'invalid_config' });
  }
});

test('a queue that is paused cannot be drained while something waits in it', async () => {
  const { runner, gate } = withGate();
  await runner.submitFlow(flowOf('a'));
  await gate.hasBegun(1);
  await runner.queues.pause('default');
  const waiting = await runner.submitFlow(flowOf('b'));
  await expect(runner.queues.drain('default')).rejects.toMatchObject({ code: 'queue_paused' });
  // It was not drained, then.
  await runner.submitFlow(flowOf('c'), {}, { idempotencyKey: 'c' });
  for (const { taskId } of await runner.queues.list({ status: 'queued' }))
    await (await runner.task(taskId)).cancel();
  expect(await waiting.status()).toBe('cancelled');
  const drained = runner.queues.drain('default');
  gate.open('a');
  await drained;
});

test('a wait for a queue to be drained ends when it is paused, and when it is opened again', async () => {
  for (const [change, code] of [
    ['pause', 'queue_paused'],
    ['resume', 'cancelled'],
  ] as const) {
    const { runner, gate } = withGate();
    await runner.queues.configure('default', { workers: 1 });
    for (const label of ['a', 'b']) await runner.submitFlow(flowOf(label));
    await gate.hasBegun(1);
    const drained = runner.queues.drain('default');
    const refused = expect(drained).rejects.toMatchObject({ code });
    await settle();
    await runner.queues[change]('default');
    await refused;
  }
});

test('a wait for a queue to be drained ends also where a tab ended before it could tell', async () => {
  const tasks = memoryTaskServices();
  const { runner: watcher, clock } = withGate({ tasks });
  await watcher.workQueues([]);
  const { runner, gate } = withGate({ tasks });
  const task = await runner.submitFlow(flowOf('a'));
  await gate.hasBegun(1);
  const drained = watcher.queues.drain('default');
  await settle();
  gate.open('a');
  await task.result();
  clock.advance(10_000);
  await drained;
});

test('what is put in once more counts as any other task: a full or drained queue does not take it', async () => {
  const { runner } = withGate();
  const options = { queue: 'q', idempotencyKey: 'k' };
  const failed = await runner.submitFlow(thrower, {}, options);
  await failed.result();
  await runner.queues.configure('q', { limit: 1 });
  await runner.queues.pause('q');
  const waiting = await runner.submitFlow(echo(1), {}, { queue: 'q' });
  const refused = async (code: string): Promise<void> => {
    await expect(runner.submitFlow(thrower, {}, options)).rejects.toMatchObject({ code });
    await expect(failed.resume()).rejects.toMatchObject({ code });
    expect(await failed.status()).toBe('dead');
  };
  await refused('queue_full');
  await waiting.cancel();
  await runner.queues.drain('q');
  await refused('queue_draining');
  await runner.queues.resume('q');
  await failed.resume();
  expect(await failed.result()).toMatchObject({ metadata: { task: { attempts: 2 } } });
});

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

test('a runner stays bound to its queues where the database did not answer at first', async () => {
  const { rooms, ...rest } = memoryTaskServices();
  let isDown = true;
  const tasks: TaskServices = {
    ...rest,
    rooms: {
      reading: (work) => rooms.reading(work),
      writing: (work) =>
        isDown ? Promise.reject(new FlowError('storage_blocked', 'Not now.')) : rooms.writing(work),
    },
  };
  const { runner, gate, clock } = withGate({ tasks });
  await expect(runner.workQueues(['mine'])).rejects.toMatchObject({ code: 'storage_blocked' });
  isDown = false;
  const other = testRunner({ tasks, clock });
  other.registry.register('gate', gate);
  await other.workQueues([]);
  await other.submitFlow(flowOf('mine'), {}, { queue: 'mine' });
  // It looks again by itself.
  clock.advance(5000);
  await gate.hasBegun(1);
  await runner.submitFlow(flowOf('other'), {}, { queue: 'other' });
  await settle();
  expect(gate.begun).toEqual(['mine']);
});

test('a delay is over when its time has come, also on a machine that slept in between', async () => {
  const { runner, gate, clock } = withGate();
  await runner.submitFlow(flowOf('x'), {}, { delay: 8 * 3600 });
  await settle();
  clock.sleep(8 * 3600 * 1000);
  clock.advance(60_000);
  expect(await gate.hasBegun(1)).toEqual(['x']);
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

test('a step that is cancelled while its work is put into a queue leaves no task behind', async () => {
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
  const work = { executor: 'gate', config: { label: 'x' } };
  const steps: readonly Readonly<Record<string, unknown>>[] = [
    { name: 'a', queue: 'q', ...work },
    { name: 'a', executor: 'async_queue_executor', config: { queue: 'q', wait: true, ...work } },
  ];
  await runner.queues.pause('q');
  for (const step of steps) await cancelledWhileSubmitting(runner, step);

  async function cancelledWhileSubmitting(its: FlowRunner, step: Readonly<Record<string, unknown>>) {
    isHeld = true;
    const controller = new AbortController();
    const running = its.executeFlow({ name: 'f', steps: [step] }, {}, { signal: controller.signal });
    await settle();
    controller.abort();
    expect(await running).toMatchObject({ status: 'cancelled' });
    isHeld = false;
    pass();
    await settle();
    expect(await its.queues.list({ queue: 'q', status: 'queued' })).toEqual([]);
  }
});

test('a task whose work cannot be read at first is done, and one whose work can never be read is a dead letter', async () => {
  const { rooms, ...rest } = memoryTaskServices();
  let faults = 1;
  const tasks: TaskServices = {
    ...rest,
    rooms: {
      reading: (read) =>
        rooms.reading((room) => {
          const work = async (taskId: string) => {
            if (faults-- > 0) throw new FlowError('storage_unavailable', 'The connection was closed.');
            return room.work(taskId);
          };
          return read(new Proxy(room, { get: (its, key) => (key === 'work' ? work : bound(its, key)) }));
        }),
      writing: (write) => rooms.writing(write),
    },
  };
  const { runner, clock } = withGate({ tasks });
  const readAgain = async (): Promise<void> => {
    await settle();
    clock.advance(5000);
    await settle();
  };
  const first = await runner.submitFlow(echo(1));
  await readAgain();
  expect(await first.result()).toMatchObject({ success: true, metadata: { task: { attempts: 1 } } });
  faults = 1000;
  const second = await runner.submitFlow(echo(1));
  for (let n = 0; n < 5; n++) await readAgain();
  expect(await second.result()).toMatchObject({ error: { code: 'task_damaged' } });
});

function bound(target: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(target, key);
  return typeof value === 'function' ? value.bind(target) : value;
}

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
