import type { FlowRunner } from '../../../src/engine/index.ts';
import { NoOp } from '../engine/no-op-flow.ts';
import { hold } from '../serve-job.ts';
import { engineOn, openLasting } from './engine-on-database.ts';
import { batchFlow, jsonlFile } from './jsonl-file.ts';

/** Sends rows through `batch_processor`, after a smaller batch, and stands still after each of these numbers of them. */
export async function holdInBatch(holds: readonly number[]): Promise<void> {
  const rows = Math.max(...holds);
  let calls = 0;
  class HoldingNoOp extends NoOp {
    override async execute(...[context, config]: Parameters<NoOp['execute']>) {
      if (holds.includes(++calls)) await hold(calls);
      return super.execute(context, config);
    }
  }
  const opened = await openLasting();
  const send = async (engine: FlowRunner, count: number): Promise<void> => {
    const file = await opened.files.keep(jsonlFile(count), 'rows.jsonl');
    const { error } = await engine.executeFlow(batchFlow('async'), { rows: file });
    if (error !== undefined) throw error;
  };
  // What every batch needs is made, and the trace of a run grows to its length, over the first rows.
  await send(engineOn(opened), Math.min(...holds));
  await send(engineOn(opened, HoldingNoOp), rows);
  if (calls !== rows) throw new Error(`${calls} rows of ${rows} were worked on.`);
}
