import { NoOp } from '../engine/no-op-flow.ts';
import { hold } from '../serve-job.ts';
import { engineOn, openLasting } from './engine-on-database.ts';
import { batchFlow, jsonlFile } from './jsonl-file.ts';

/** Sends rows through `batch_processor`, and stands still after each of these numbers of them. */
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
  const file = await opened.files.keep(jsonlFile(rows), 'rows.jsonl');
  const engine = engineOn(opened, HoldingNoOp);
  const { error } = await engine.executeFlow(batchFlow('async'), { rows: file });
  if (error !== undefined) throw error;
  if (calls !== rows) throw new Error(`${calls} rows of ${rows} were worked on.`);
}
