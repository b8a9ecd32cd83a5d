import { takeCalls } from '../../engine/no-op.ts';
import { noOpFlow } from '../../engine/no-op-flow.ts';
import { chain } from '../../engine/shape.ts';
import { type Cell, timed } from '../cell.ts';
import { engineOn, openLasting } from '../engine-on-database.ts';
import { forgetAll } from '../forget-all.ts';
import type { Settings } from '../job.ts';

/** A chain of steps that do nothing, from its first event to the last that is written. */
export async function stepCells({ steps }: Settings): Promise<readonly Cell[]> {
  const engine = engineOn(await openLasting());
  return (['none', 'async', 'sync'] as const).map((durability) => {
    const loaded = engine.loadFlow(noOpFlow(chain(steps), `{execution: {durability: ${durability}}}`));
    return {
      case: `durability ${durability}`,
      unit: 's',
      isSlow: durability === 'sync',
      async turn() {
        takeCalls();
        const time = await timed(async () => {
          const { error, outputs, metadata } = await engine.executeFlow(loaded, { start: 0 });
          if (error !== undefined) throw error;
          if (metadata?.['storage_fault'] !== undefined) throw new Error('The run was not written down.');
          if (outputs['value'] !== steps) throw new Error(`The last step gave ${outputs['value']}.`);
        });
        const calls = takeCalls();
        if (calls !== steps) throw new Error(`${calls} steps of ${steps} were run.`);
        await forgetAll();
        return time / 1000;
      },
    };
  });
}
