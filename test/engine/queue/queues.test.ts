import { expect, test } from 'vitest';
import type { FlowRunner, RunEvent, TaskHandle } from '../../../src/engine/index.ts';
import { memoryTaskServices } from '../../../src/engine/queue/memory-services.ts';
import { FlowError } from '../../../src/errors/index.ts';
import {
  BaseExecutor,
  type ExecutionResult,
  type FlowContext,
  succeed,
} from '../../../src/executors/index.ts';
import { type ManualClock, settle, testRunner } from '../support.ts';
import { echo, flowOf, Gate, withGate } from './gate.ts';

test('a flow goes through a queue, and its handle tells how it stands', async () => {
  const { runner, gate } = withGate();
  const task = await runner.submitFlow(flowOf('x'), {}, { queue: 'reports', priority: 'high' });
  await gate.hasBegun(1);
  expect(await task.status()).toBe('running');
  gate.open('x');
  const result = await task.result();
  expect(result).toMatchObject({
    success: true,
    executionId: task.executionId,
    outputs: { a: { label: 'x' } },
    metadata: { task: { task_id: task.taskId, queue: 'reports', kind: 'flow', attempts: 1 } },
  });
  expect(await task.read()).toMatchObject({ status: 'succeeded', priority: 'high', name: 'flow of x' });
  expect((await (await runner.task(task.taskId)).result()).outputs).toEqual(result.outputs);
});

test('what is no flow, or has wrong inputs, is refused before it stands in a queue', async () => {
  const { runner } = withGate();
  await expect(runner.submitFlow('steps: 1')).rejects.toMatchObject({ code: 'invalid_flow' });
  const flow = { name: 'f', inputs: [{ name: 'n', type: 'number', required: true }], steps: [] };
  await expect(runner.submitFlow(flow)).rejects.toMatchObject({ code: 'invalid_inputs' });
  expect(await runner.queues.list()).toEqual([]);
  await expect(runner.task('nobody')).rejects.toMatchObject({ code: 'task_not_found' });
});

test('a queue does as many tasks at once as it has workers: 3, or what it is told', async () => {
  const { runner, gate } = withGate();
  for (const label of ['a', 'b', 'c', 'd']) await runner.submitFlow(flowOf(label));
  await runner.queues.configure('one', { workers: 1 });
  for (const label of ['e', 'f']) await runner.submitFlow(flowOf(label), {}, { queue: 'one' });
  await settle();
  expect([...gate.begun].sort()).toEqual(['a', 'b', 'c', 'e']);
  gate.open('b');
  gate.open('e');
  expect((await gate.hasBegun(6)).slice(4).sort()).toEqual(['d', 'f']);
});

test('a queue that is full takes nothing more', async () => {
  const { runner } = withGate();
  await runner.queues.configure('small', { limit: 2 });
  await runner.queues.pause('small');
  await runner.submitFlow(echo(1), {}, { queue: 'small' });
  await runner.submitFlow(echo(2), {}, { queue: 'small' });
  await expect(runner.submitFlow(echo(3), {}, { queue: 'small' })).rejects.toMatchObject({
    code: 'queue_full',
    kind: 'resource',
  });
  const result = await runner.executeFlow({
    ...echo(4),
    config: { execution: { mode: 'async', queue: 'small' } },
  });
  expect(result).toMatchObject({ success: false, status: 'failed', error: { code: 'queue_full' } });
  for (let waiting = 0; waiting < 100; waiting++) await runner.submitFlow(echo(5), {}, { delay: 60 });
  await expect(runner.submitFlow(echo(6))).rejects.toMatchObject({ code: 'queue_full' });
});

test('the most urgent is done first, and of those the one that came first', async () => {
  const { runner, gate } = withGate();
  await runner.queues.configure('q', { workers: 1 });
  await runner.queues.pause('q');
  const priorities = { a: 'low', b: 'normal', c: 'high', d: 'normal', e: 'high' } as const;
  for (const [label, priority] of Object.entries(priorities)) {
    await runner.submitFlow(flowOf(label), {}, { queue: 'q', priority });
  }
  await settle();
  expect(gate.begun).toEqual([]);
  await runner.queues.resume('q');
  for (let count = 1; count <= 5; count++) gate.open((await gate.hasBegun(count))[count - 1] ?? '');
  expect(gate.begun).toEqual(['c', 'e', 'b', 'd', 'a']);
});

test('a task that is delayed is begun when its time has come', async () => {
  const { runner, gate, clock } = withGate();
  await runner.submitFlow(flowOf('later'), {}, { delay: 5 });
  await settle();
  clock.advance(4999);
  await settle();
  expect(gate.begun).toEqual([]);
  clock.advance(1);
  expect(await gate.hasBegun(1)).toEqual(['later']);
});

/** Fails in the first so many of its calls, over all attempts of a task: without a store each begins a new run. */
class FailsAtFirst extends BaseExecutor<{ times: number }> {
  readonly name = 'fails_at_first';
  calls = 0;

  execute(_context: FlowContext, { times }: { times: number }): ExecutionResult {
    if (++this.calls <= times) throw new FlowError('shaky', 'Not yet.');
    return succeed({ calls: this.calls });
  }
}

const failing = (times: number) => ({
  name: 'failing',
  steps: [{ name: 'a', executor: 'fails_at_first', config: { times } }],
});

function withFailing(): { runner: FlowRunner; executor: FailsAtFirst; clock: ManualClock } {
  const { runner, clock } = withGate();
  const executor = new FailsAtFirst();
  runner.registry.register('fails_at_first', executor);
  return { runner, executor, clock };
}

test('an attempt that fails is made again, each time after twice as long', async () => {
  const { runner, executor, clock } = withFailing();
  const task = await runner.submitFlow(failing(2), {}, { maxAttempts: 3, retryDelay: 10 });
  await settle();
  expect(await task.read()).toMatchObject({ status: 'queued', attempts: 1, error: { code: 'shaky' } });
  clock.advance(9_999);
  await settle();
  expect(executor.calls).toBe(1);
  clock.advance(1);
  await settle();
  expect(executor.calls).toBe(2);
  clock.advance(19_999);
  await settle();
  expect(executor.calls).toBe(2);
  clock.advance(1);
  expect(await task.result()).toMatchObject({ success: true, metadata: { task: { attempts: 3 } } });
});

test('what has failed as often as it may is a dead letter with its error, and can be put in again', async () => {
  const { runner, executor } = withFailing();
  const task = await runner.submitFlow(failing(1));
  const result = await task.result();
  expect(result).toMatchObject({ success: false, error: { code: 'shaky', step: 'a' } });
  const dead = await runner.queues.list({ status: 'dead' });
  expect(dead).toMatchObject([{ taskId: task.taskId, attempts: 1, error: { code: 'shaky' } }]);
  await task.resume();
  expect(await task.result()).toMatchObject({ success: true, metadata: { task: { attempts: 2 } } });
  expect(executor.calls).toBe(2);
  await task.resume();
  expect(await task.status()).toBe('succeeded');
});

test('a wrong config is not tried again: it would be wrong again', async () => {
  const { runner } = withFailing();
  const flow = { name: 'f', steps: [{ name: 'a', executor: 'echo', config: { turns: '{{ 0 - 1 }}' } }] };
  const task = await runner.submitFlow(flow, {}, { maxAttempts: 5 });
  expect(await task.result()).toMatchObject({ error: { code: 'invalid_config' } });
  expect(await task.read()).toMatchObject({ status: 'dead', attempts: 1 });
});

test('an attempt whose time is over is stopped, and counts as one that failed', async () => {
  const { runner, gate, clock } = withGate();
  const task = await runner.submitFlow(flowOf('x'), {}, { timeout: 30 });
  await gate.hasBegun(1);
  clock.advance(30_000);
  expect(await task.result()).toMatchObject({
    success: false,
    status: 'timed_out',
    error: { code: 'task_timeout' },
  });
  expect(await task.status()).toBe('dead');
});

test('the same idempotency key is the same task; one that failed is done again', async () => {
  const { runner, executor } = withFailing();
  const options = { idempotencyKey: 'order 7' };
  const first = await runner.submitFlow(failing(1), {}, options);
  await first.result();
  const second = await runner.submitFlow(failing(1), {}, options);
  expect(second.taskId).toBe(first.taskId);
  expect(await second.result()).toMatchObject({ success: true });
  const third = await runner.submitFlow(failing(1), {}, options);
  expect(await third.result()).toMatchObject({ success: true });
  expect(executor.calls).toBe(2);
  const other = await runner.submitFlow(failing(1), {}, { ...options, queue: 'other' });
  expect(other.taskId).not.toBe(first.taskId);
});

test('a task that waits is taken out, one that runs is ended', async () => {
  const { runner, gate } = withGate();
  await runner.queues.configure('default', { workers: 1 });
  const running = await runner.submitFlow(flowOf('a'));
  const waiting = await runner.submitFlow(flowOf('b'));
  await gate.hasBegun(1);
  await waiting.cancel();
  await running.cancel();
  for (const task of [running, waiting]) {
    expect(await task.result()).toMatchObject({ status: 'cancelled', error: { code: 'cancelled' } });
    expect(await task.status()).toBe('cancelled');
  }
  expect(gate.begun).toEqual(['a']);
  const third = await runner.submitFlow(flowOf('c'));
  await gate.hasBegun(2);
  gate.open('c');
  await third.result();
  await third.cancel();
  expect(await third.status()).toBe('succeeded');
});

test('whoever waits for a run through a queue can cancel it', async () => {
  const { runner, gate } = withGate();
  const controller = new AbortController();
  const flow = { ...flowOf('x'), config: { async_execution: true } };
  const result = runner.executeFlow(flow, {}, { signal: controller.signal });
  await gate.hasBegun(1);
  controller.abort();
  expect(await result).toMatchObject({ status: 'cancelled' });
});

test('a queue is drained: it takes nothing more, and the wait ends when everything is done', async () => {
  const { runner, gate } = withGate();
  await runner.submitFlow(flowOf('a'));
  await gate.hasBegun(1);
  let isDrained = false;
  const drained = runner.queues.drain('default').then(() => {
    isDrained = true;
  });
  await settle();
  await expect(runner.submitFlow(echo(1))).rejects.toMatchObject({ code: 'queue_draining' });
  expect(isDrained).toBe(false);
  gate.open('a');
  await drained;
  await runner.queues.resume('default');
  expect(await (await runner.submitFlow(echo(1))).result()).toMatchObject({ success: true });
});

test('queues tell how they stand, and forget what is over', async () => {
  const { runner, gate } = withGate();
  const task = await runner.submitFlow(flowOf('a'), {}, { queue: 'q' });
  await gate.hasBegun(1);
  await expect(runner.queues.remove(task.taskId)).rejects.toMatchObject({ code: 'task_not_over' });
  expect(await runner.queues.states()).toEqual([
    {
      name: 'q',
      paused: false,
      draining: false,
      limit: 100,
      workers: 3,
      tasks: { queued: 0, running: 1, succeeded: 0, cancelled: 0, dead: 0 },
    },
  ]);
  gate.open('a');
  await task.result();
  await runner.queues.remove(task.taskId);
  await expect(task.status()).rejects.toMatchObject({ code: 'task_not_found' });
  await expect(runner.queues.configure('q', { workers: 0 })).rejects.toMatchObject({
    code: 'invalid_config',
  });
  await expect(runner.submitFlow(echo(1), {}, { delay: -1 })).rejects.toMatchObject({
    code: 'invalid_config',
  });
});

test('a task that waits for tasks of its own queue lends its place', async () => {
  const { runner } = withGate();
  await runner.queues.configure('narrow', { workers: 1 });
  const inner = { executor: 'echo', queue: 'narrow', wait: true, config: { value: 1 } };
  const step = (name: string) => ({ name, executor: 'async_queue_executor', config: inner });
  const flow = { name: 'outer', steps: [step('a'), step('b')] };
  const task = await runner.submitFlow(flow, {}, { queue: 'narrow' });
  expect((await task.result()).outputs).toEqual({ a: { value: 1 }, b: { value: 1 } });
});

test('an executor that is not there yet is waited for', async () => {
  const tasks = memoryTaskServices();
  const before = testRunner({ tasks });
  before.registry.register('gate', new Gate());
  await before.queues.pause('default');
  const task = await before.submitFlow(flowOf('x'));
  const runner = testRunner({ tasks });
  const gate = new Gate();
  await runner.workQueues();
  await runner.queues.resume('default');
  await settle();
  expect(await task.read()).toMatchObject({ status: 'queued', attempts: 0 });
  runner.registry.register('gate', gate);
  await runner.lookForWork();
  await gate.hasBegun(1);
  gate.open('x');
  expect(await (await runner.task(task.taskId)).result()).toMatchObject({
    success: true,
    metadata: { task: { attempts: 1 } },
  });
});

test('an executor that comes while a task is given back for want of it does the task', async () => {
  const tasks = memoryTaskServices();
  const before = testRunner({ tasks });
  before.registry.register('gate', new Gate());
  await before.queues.configure('default', { workers: 1 });
  await before.queues.pause('default');
  const { taskId } = await before.submitFlow(flowOf('x'));
  const gate = new Gate();
  let hasCome = false;
  const { rooms } = tasks;
  const runner = testRunner({
    tasks: {
      ...tasks,
      rooms: {
        reading: (work) => rooms.reading(work),
        writing: async (work) => {
          const isRunning = (await before.queues.read(taskId)).status === 'running';
          if (isRunning && !hasCome) {
            hasCome = true;
            runner.registry.register('gate', gate);
            await runner.lookForWork();
          }
          return rooms.writing(work);
        },
      },
    },
  });
  await runner.workQueues();
  await runner.queues.resume('default');
  expect(await gate.hasBegun(1)).toEqual(['x']);
  gate.open('x');
  expect((await (await runner.task(taskId)).result()).success).toBe(true);
});

test('this tab does the tasks of the queues that it is bound to, and no others', async () => {
  const { runner, gate } = withGate();
  await runner.workQueues(['mine']);
  await runner.submitFlow(flowOf('other'), {}, { queue: 'other' });
  await runner.submitFlow(flowOf('mine'), {}, { queue: 'mine' });
  expect(await gate.hasBegun(1)).toEqual(['mine']);
  await settle();
  expect(gate.begun).toEqual(['mine']);
});

test('who follows a task hears what happens in it, also one who comes when it is over', async () => {
  const { runner, gate } = withGate();
  const task = await runner.submitFlow(flowOf('x'));
  await gate.hasBegun(1);
  const heard = async (its: TaskHandle): Promise<readonly string[]> => {
    const events: RunEvent[] = [];
    const result = its.result({ onEvent: (event) => events.push(event) });
    gate.open('x');
    await result;
    return events.map(({ type }) => type);
  };
  const all = ['run_started', 'step_started', 'step_succeeded', 'run_finished'];
  expect(await heard(task)).toEqual(all);
  expect(await heard(await runner.task(task.taskId))).toEqual(all);
});

test('whoever waits can stop waiting, and the task goes on', async () => {
  const { runner, gate } = withGate();
  const task = await runner.submitFlow(flowOf('x'));
  const controller = new AbortController();
  const waiting = task.result({ signal: controller.signal });
  await gate.hasBegun(1);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  gate.open('x');
  expect(await task.result()).toMatchObject({ success: true });
});

test('a task that waits for a person keeps no other of its queue waiting', async () => {
  const { runner } = withGate();
  await runner.queues.configure('default', { workers: 1 });
  const ask = { name: 'ask', steps: [{ name: 'sure', executor: 'approval', config: { message: 'Sure?' } }] };
  const asking = await runner.submitFlow(ask);
  const quick = await runner.submitFlow(echo(1));
  expect(await quick.result()).toMatchObject({ success: true });
  expect(await asking.status()).toBe('running');
  await runner.respond(asking.executionId, 'sure', {});
  expect(await asking.result()).toMatchObject({ success: true, outputs: { sure: { approved: true } } });
});

test('a run in a queue is followed by its id, before it has begun too', async () => {
  const { runner, gate } = withGate();
  await runner.queues.pause('default');
  const { executionId } = await runner.submitFlow(flowOf('x'));
  const following = runner.followRun(executionId);
  const sameRun = runner.executeFlow(flowOf('x'), {}, { executionId });
  await runner.queues.resume('default');
  await gate.hasBegun(1);
  gate.open('x');
  for (const result of [following, sameRun])
    expect(await result).toMatchObject({ executionId, outputs: { a: { label: 'x' } } });
  expect(gate.begun).toEqual(['x']);
});

test('a step whose time was over and that is tried again gets a task of its own', async () => {
  const { runner, gate, clock } = withGate();
  const step = { name: 'a', executor: 'gate', queue: 'q', config: { label: 'x' }, timeout: 5, retry: 2 };
  const retry = { max_attempts: 2, delay: 0 };
  const result = runner.executeFlow({ name: 'f', steps: [{ ...step, retry }] });
  await gate.hasBegun(1);
  clock.advance(5000);
  await gate.hasBegun(2);
  gate.open('x');
  expect(await result).toMatchObject({ success: true, steps: { a: { attempts: 2 } } });
});

test('what the work would render later, of its run, is told to the step that submits it', async () => {
  const { runner } = withGate();
  const inner = (template: string) => ({ items: [1, 2], executor: 'echo', config: { value: template } });
  const flow = (template: string) => ({
    name: 'f',
    inputs: [{ name: 'n', type: 'number', default: 10 }],
    steps: [{ name: 'a', executor: 'batch_processor', queue: 'q', config: inner(template) }],
  });
  const good = await runner.executeFlow(flow('{{ item + 1 }}'));
  expect(good.outputs).toMatchObject({ a: { results: [{ value: 2 }, { value: 3 }] } });
  const bad = await runner.executeFlow(flow('{{ item + inputs.n }}'));
  expect(bad).toMatchObject({ success: false, error: { code: 'invalid_config', step: 'a' } });
  expect(await runner.queues.list({ queue: 'q' })).toHaveLength(1);
});
