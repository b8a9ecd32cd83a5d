import { takeCalls } from '../../engine/no-op.ts';
import { type Cell, perSecond, timed } from '../cell.ts';
import { engineOn, openLasting } from '../engine-on-database.ts';
import { forgetAll } from '../forget-all.ts';
import type { Settings } from '../job.ts';
import { batchFlow, jsonlFile } from '../jsonl-file.ts';

/** `batch_processor` over the rows of a stored file, against a loop that reads and parses the same file. */
export async function rowCells({ rows }: Settings): Promise<readonly Cell[]> {
  const opened = await openLasting();
  const { files } = opened;
  const engine = engineOn(opened);
  const content = jsonlFile(rows);
  const batch = (durability: 'async' | 'none'): Cell => {
    const loaded = engine.loadFlow(batchFlow(durability));
    return {
      case: `batch_processor, durability ${durability}`,
      unit: 'rows/s',
      async turn() {
        const file = await files.keep(content, 'rows.jsonl');
        takeCalls();
        const time = await timed(async () => {
          const { error } = await engine.executeFlow(loaded, { rows: file });
          if (error !== undefined) throw error;
        });
        const calls = takeCalls();
        if (calls !== rows) throw new Error(`${calls} rows of ${rows} were worked on.`);
        await forgetAll();
        return perSecond(rows, time);
      },
    };
  };
  const loop: Cell = {
    case: 'a loop that parses',
    unit: 'rows/s',
    async turn() {
      const stored = await files.open(await files.keep(content, 'rows.jsonl'));
      let count = 0;
      const time = await timed(async () => {
        for await (const row of parsedLines(stored)) if (Number.isInteger(row.n)) count++;
      });
      if (count !== rows) throw new Error(`${count} rows of ${rows} were parsed.`);
      await forgetAll();
      return perSecond(rows, time);
    },
  };
  return [batch('async'), batch('none'), loop];
}

async function* parsedLines(content: Blob): AsyncGenerator<{ readonly n: number }> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of content.stream()) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line);
  }
  if (rest !== '') yield JSON.parse(rest);
}
