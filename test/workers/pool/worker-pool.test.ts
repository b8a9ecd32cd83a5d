import { expect, test, vi } from 'vitest';
import type { FlowContext } from '../../../src/executors/index.ts';
import { TextProcessor } from '../../../src/executors/text-processor/text-processor.ts';
import type { LiveWorker } from '../../../src/workers/bridge/live-worker.ts';
import type { ExecutorWorkerApi } from '../../../src/workers/pool/executor-worker-api.ts';
import { WorkerPool } from '../../../src/workers/pool/worker-pool.ts';

type PoolWorker = LiveWorker<ExecutorWorkerApi>;

/** A worker whose calls answer when they are told to, or end with it. */
class ScriptedWorker {
  alive = true;
  private readonly open: { resolve: (answer: unknown) => void; reject: (reason: unknown) => void }[] = [];

  call(): Promise<unknown> {
    return new Promise((resolve, reject) => this.open.push({ resolve, reject }));
  }

  terminate(reason: unknown): void {
    this.alive = false;
    for (const { reject } of this.open.splice(0)) reject(reason);
  }

  answer(): void {
    for (const { resolve } of this.open.splice(0)) resolve({ success: true, outputs: {} });
  }

  get isBusy(): boolean {
    return this.open.length > 0;
  }
}

function poolOf(size: number): { pool: WorkerPool; workers: ScriptedWorker[] } {
  const workers: ScriptedWorker[] = [];
  const pool = new WorkerPool(size, () => {
    const worker = new ScriptedWorker();
    workers.push(worker);
    return worker as unknown as PoolWorker;
  });
  return { pool, workers };
}

const turns = () => new Promise<void>((resolve) => setImmediate(resolve));
// Only the signal is looked at before the call crosses.
const contextWith = (signal: AbortSignal): FlowContext => ({ signal }) as unknown as FlowContext;
const describe = (pool: WorkerPool) => pool.describe('a', 'a.js').catch((error: unknown) => error);

test('a call whose run ends in the turn it was made in starts nothing and leaves its place free', async () => {
  const { pool, workers } = poolOf(1);
  const controller = new AbortController();
  const call = pool.execute(new TextProcessor(), contextWith(controller.signal), {});
  controller.abort();
  await expect(call).rejects.toMatchObject({ code: 'cancelled' });
  void describe(pool);
  await turns();
  expect(workers.filter((worker) => worker.isBusy)).toHaveLength(1);
});

test('a call that is cancelled while it waits hands its turn on', async () => {
  const { pool, workers } = poolOf(1);
  const controller = new AbortController();
  void describe(pool);
  const cancelled = pool.execute(new TextProcessor(), contextWith(controller.signal), {});
  const last = describe(pool);
  await turns();
  controller.abort();
  workers[0]?.answer();
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  await turns();
  expect(workers[0]?.isBusy).toBe(true);
  workers[0]?.answer();
  await last;
});

test('a module that never ends its first turn is given up, with its worker', async () => {
  vi.useFakeTimers();
  const { pool, workers } = poolOf(1);
  const refused = describe(pool);
  await vi.advanceTimersByTimeAsync(30_000);
  vi.useRealTimers();
  expect(await refused).toMatchObject({ code: 'executor_unloadable' });
  expect(workers[0]?.alive).toBe(false);
  void describe(pool);
  await turns();
  expect(workers[1]?.isBusy).toBe(true);
});

test('a worker that cannot be started costs no place', async () => {
  let broken = true;
  const worker = new ScriptedWorker();
  const pool = new WorkerPool(1, () => {
    if (broken) throw new Error('no worker');
    return worker as unknown as PoolWorker;
  });
  expect(await describe(pool)).toMatchObject({ message: 'no worker' });
  broken = false;
  void describe(pool);
  await turns();
  expect(worker.isBusy).toBe(true);
});
