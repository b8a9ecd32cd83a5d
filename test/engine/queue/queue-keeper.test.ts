import { expect, test } from 'vitest';
import type { SubmitOptions } from '../../../src/engine/index.ts';
import { memoryTaskServices } from '../../../src/engine/queue/memory-services.ts';
import { settle } from '../support.ts';
import { echo, flowOf, withGate } from './gate.ts';

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
