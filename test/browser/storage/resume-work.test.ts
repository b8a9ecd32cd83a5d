import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { FlowRunner } from '../../../src/engine/index.ts';
import { BaseExecutor, ExecutorRegistry, type FlowContext, succeed } from '../../../src/executors/index.ts';
import { IndexedDbRunStore } from '../../../src/storage/runs/indexed-db-run-store.ts';
import { closeEngines, cutOff, started } from './cut-off.ts';

const LABEL = 'read_once';

/** Counts how often a flow that names it is read and checked. */
class Counting extends BaseExecutor<{ label: string }, { label: string }> {
  readonly name = 'witness';
  override readonly configSchema = z.object({ label: z.string(), ms: z.number().optional() });
  reads = 0;

  override references({ label }: Readonly<Record<string, unknown>>): readonly string[] {
    // Runs that other tests left behind may go on too.
    if (label === LABEL) this.reads++;
    return [];
  }

  async execute(_context: FlowContext, { label }: { label: string }) {
    return succeed({ label });
  }
}

afterEach(closeEngines);

test('the flow of a run that goes on is read and checked once', async () => {
  const text = `name: once\nsteps: [{name: ${LABEL}, executor: witness, config: {label: ${LABEL}, hangs: 1}}]\n`;
  const id = await cutOff(text, started(LABEL));
  const counting = new Counting();
  const runs = new IndexedDbRunStore(new Set(['witness', 'photo']));
  const runner = new FlowRunner(new ExecutorRegistry().register('witness', counting), { runs });
  // The browser takes a lock back some time after its thread has ended.
  await expect.poll(() => runner.resumeInterrupted()).toContain(id);
  expect(await runner.followRun(id)).toMatchObject({
    status: 'succeeded',
    outputs: { [LABEL]: { label: LABEL } },
  });
  expect(counting.reads).toBe(1);
});
