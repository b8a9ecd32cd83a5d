import { expect, test } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import { CoreScheduler } from '../../../src/models/host/core-scheduler.ts';
import { ModelSession } from '../../../src/models/host/model-session.ts';
import { ScriptedWorker } from './scripted-worker.ts';

function modelWith(workers: ScriptedWorker[]): ModelSession {
  const order = {
    task: 't',
    model: 'm',
    dtype: 'q8',
    isOptimised: false,
    device: 'wasm',
    threads: 1,
    runtimeUrl: '/ort/',
  } as const;
  return new ModelSession({
    order,
    bring: async () => new Map(),
    cores: new CoreScheduler(2),
    makeRoom: () => {},
    now: () => performance.now(),
    patience: 1,
    createWorker: () => {
      const worker = new ScriptedWorker();
      workers.push(worker);
      return worker;
    },
  });
}

/** A signal that counts who listens to it. */
function countedSignal(): { controller: AbortController; listeners: () => number } {
  const controller = new AbortController();
  const { signal } = controller;
  const kept = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    kept.add(args[1]);
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    kept.delete(args[1]);
    remove(...args);
  };
  return { controller, listeners: () => kept.size };
}

const turns = () => new Promise<void>((resolve) => setImmediate(resolve));

test('a signal that lives through many calls keeps none of them', async () => {
  const model = modelWith([]);
  const { controller, listeners } = countedSignal();
  for (let i = 0; i < 3; i++) await model.run(i, { signal: controller.signal });
  await turns();
  expect(listeners()).toBe(0);
});

test('a call whose signal is aborted already is not begun', async () => {
  const workers: ScriptedWorker[] = [];
  const call = modelWith(workers).run('a', { signal: AbortSignal.abort() });
  await expect(call).rejects.toMatchObject({ code: 'cancelled' });
  expect(workers).toHaveLength(0);
});

test('a worker that ended while nobody used it is replaced before the next call', async () => {
  const workers: ScriptedWorker[] = [];
  const model = modelWith(workers);
  await model.run('a', {});
  workers[0]?.terminate(new FlowError('worker_crashed', 'out of memory'));
  expect(await model.run('b', {})).toMatchObject({ output: 'b' });
  expect(workers).toHaveLength(2);
});

test('a run that is cancelled costs its worker, and who waited is served by the next', async () => {
  const workers: ScriptedWorker[] = [];
  const model = modelWith(workers);
  await model.run('warm', {});
  const [first] = workers;
  if (first !== undefined) first.answer = () => new Promise(() => {});
  const controller = new AbortController();
  const long = model.run('long', { signal: controller.signal });
  const waiting = model.run('waiting', {});
  await turns();
  controller.abort();
  await expect(long).rejects.toMatchObject({ code: 'cancelled' });
  expect(await waiting).toMatchObject({ output: 'waiting' });
  expect(workers.map(({ alive }) => alive)).toEqual([false, true]);
});
