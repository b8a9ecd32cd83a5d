import { reading } from '../../../src/storage/database/transaction.ts';
import { IndexedDbRunStore } from '../../../src/storage/runs/indexed-db-run-store.ts';
import { takeCalls } from '../engine/no-op.ts';
import { NoOp, noOpFlow } from '../engine/no-op-flow.ts';
import { chain } from '../engine/shape.ts';
import { engineOn, openLasting } from './engine-on-database.ts';
import type { ResumeTimes } from './job.ts';

/** Milliseconds between two looks at what is not told. */
const BETWEEN_LOOKS = 5;

/** Runs a chain until nothing but its last step is to be done, all of it written. Gives the run's id. */
export async function cutOff(steps: number): Promise<string> {
  class EndlessAtLast extends NoOp {
    override execute(...[context, config]: Parameters<NoOp['execute']>): ReturnType<NoOp['execute']> {
      // What a step of a chain reads is how many went before it.
      return config.values[0] === steps - 1 ? new Promise(() => {}) : super.execute(context, config);
    }
  }
  const engine = engineOn(await openLasting(), EndlessAtLast);
  const executionId = crypto.randomUUID();
  engine.executeFlow(noOpFlow(chain(steps)), { start: 0 }, { executionId });
  // The run's start, the start of every step, and the end of every step but one.
  const events = 2 * steps;
  const range = IDBKeyRange.bound([executionId], [executionId, []]);
  const isWritten = async (): Promise<boolean> =>
    (await reading(['journal'], (transaction) => transaction.objectStore('journal').count(range))) === events;
  await until(isWritten);
  return executionId;
}

/** Opens an engine, which goes on with that run, and gives the times until its last step is called. */
export async function resume(executionId: string, steps: number): Promise<ResumeTimes> {
  // The browser takes a lock back some time after its thread has ended.
  await until(async () => ((await navigator.locks.query()).held ?? []).length === 0);
  let calledAt: number | undefined;
  class Witness extends NoOp {
    override execute(...[context, config]: Parameters<NoOp['execute']>): ReturnType<NoOp['execute']> {
      calledAt ??= performance.now();
      return super.execute(context, config);
    }
  }
  takeCalls();
  const start = performance.now();
  const opened = await openLasting();
  const opening = performance.now() - start;
  const runs = new TimedRunStore(new Set());
  const engine = engineOn({ ...opened, runs }, Witness);
  const resumed = await engine.resumeInterrupted();
  const { error, outputs } = await engine.followRun(executionId);
  if (error !== undefined) throw error;
  const calls = takeCalls();
  if (resumed.length !== 1 || outputs['value'] !== steps || calls !== 1 || calledAt === undefined) {
    throw new Error(`${resumed.length} runs went on, with ${calls} calls, to ${outputs['value']}.`);
  }
  const total = calledAt - start;
  return { total, opening, reading: runs.time, planning: total - opening - runs.time };
}

/** Knows how long it was asked, in milliseconds. */
class TimedRunStore extends IndexedDbRunStore {
  time = 0;

  override interrupted(): ReturnType<IndexedDbRunStore['interrupted']> {
    return this.timed(super.interrupted());
  }

  override read(executionId: string): ReturnType<IndexedDbRunStore['read']> {
    return this.timed(super.read(executionId));
  }

  override takeOver(executionId: string): ReturnType<IndexedDbRunStore['takeOver']> {
    return this.timed(super.takeOver(executionId));
  }

  private async timed<T>(work: Promise<T>): Promise<T> {
    const start = performance.now();
    const answer = await work;
    this.time += performance.now() - start;
    return answer;
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
}
