import { median } from '../../statistics.ts';
import type { Row, Settings } from '../job.ts';
import { Ours } from '../peers/ours.ts';
import { startOnnxruntime, startTransformers } from '../peers/peer.ts';
import { type Contender, inRounds, timed } from '../rounds.ts';
import { textOfTokens } from '../texts.ts';
import { named, threadCounts } from '../threads.ts';

/** One text a call, the model loaded and warm, by the length of the text and the number of threads. */
export async function measureCalls(
  { rounds, calls }: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const threads of threadCounts()) {
    const ours = new Ours(threads);
    const transformers = await startTransformers(threads);
    const onnxruntime = await startOnnxruntime(threads);
    for (const tokens of [32, 128]) {
      const text = textOfTokens(tokens, tokens);
      const contender = (name: string, call: () => Promise<unknown>): Contender => ({
        name: `${tokens} tokens, ${named(threads)}: ${name}`,
        measure: async () => {
          const times: number[] = [];
          await call();
          for (let at = 0; at < calls; at++) times.push(await timed(call));
          return median(times);
        },
      });
      const contenders = [
        contender('ours', () => ours.embed(text)),
        contender('transformers.js', () => transformers.api.oneByOne([text])),
        contender('onnxruntime-web', () => onnxruntime.api.oneByOne([text])),
      ];
      for (const [name, values] of await inRounds(rounds, contenders, say)) {
        rows.push({ section: 'calls', case: name, unit: 'ms', values });
      }
    }
    ours.close();
    transformers.close();
    onnxruntime.close();
  }
  return rows;
}
