import { takeCalls } from '../../engine/no-op.ts';
import { noOpFlow } from '../../engine/no-op-flow.ts';
import { chain } from '../../engine/shape.ts';
import { type Cell, perSecond, timed } from '../cell.ts';
import { engineOn, openLasting } from '../engine-on-database.ts';
import { forgetAll } from '../forget-all.ts';
import type { Settings } from '../job.ts';
import { PlainDatabase } from '../plain-database.ts';

/** Done at once: what a queue has by itself. */
const WORKERS = 3;

/** Flows of one step that does nothing, from the first that goes into a queue to the last result, and without a queue. */
export async function taskCells({ tasks }: Settings): Promise<readonly Cell[]> {
  const plain = await PlainDatabase.open();
  const engine = engineOn(await openLasting());
  const loaded = engine.loadFlow(noOpFlow(chain(1)));
  const flows = (name: string, work: () => Promise<void>): Cell => ({
    case: name,
    unit: 'tasks/s',
    isSlow: true,
    async turn() {
      takeCalls();
      const time = await timed(work);
      const calls = takeCalls();
      if (calls !== tasks) throw new Error(`${calls} tasks of ${tasks} were done.`);
      await forgetAll();
      return perSecond(tasks, time);
    },
  });
  return [
    flows('a queue with 3 workers', async () => {
      const queue = crypto.randomUUID();
      await engine.queues.configure(queue, { limit: tasks, workers: WORKERS });
      const results: ReturnType<typeof engine.executeFlow>[] = [];
      for (let task = 0; task < tasks; task++) {
        results.push((await engine.submitFlow(loaded, { start: 0 }, { queue })).result());
      }
      for (const { error } of await Promise.all(results)) if (error !== undefined) throw error;
    }),
    flows('executeFlow, 3 at once', () =>
      inLanes(tasks, async () => {
        const { error } = await engine.executeFlow(loaded, { start: 0 });
        if (error !== undefined) throw error;
      }),
    ),
    {
      case: 'idb, 3 transactions each',
      unit: 'tasks/s',
      isSlow: true,
      async turn() {
        // Put in, begun, over: what a queue has to write at least.
        const time = await timed(() =>
          inLanes(tasks, async (task) => {
            for (const status of ['queued', 'running', 'succeeded']) {
              await plain.putEvents([{ executionId: `task ${task}`, sequence: 0, status }]);
            }
          }),
        );
        await plain.forget();
        return perSecond(tasks, time);
      },
    },
  ];
}

/** Does as many of these at once as a queue has workers. */
async function inLanes(count: number, work: (place: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: WORKERS }, lane));
}
