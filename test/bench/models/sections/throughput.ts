import type { Row, Settings } from '../job.ts';
import { Ours } from '../peers/ours.ts';
import { startTransformers } from '../peers/peer.ts';
import { inRounds, timed } from '../rounds.ts';
import { mixedTexts } from '../texts.ts';

/** Many texts of mixed length in one call, the model loaded and warm. */
export async function measureThroughput(
  { slowRounds, texts: count, warmUp }: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const texts = mixedTexts(count);
  const cores = Math.min(2, navigator.hardwareConcurrency);
  const one = await startTransformers(1);
  const all = await startTransformers(cores);
  const [oursOnOne, ours] = [new Ours(1), new Ours(cores)];
  const rate = async (work: () => Promise<unknown>): Promise<number> => count / ((await timed(work)) / 1000);
  if (warmUp) {
    // Each has met the texts before: the first list shows ours how many workers it is worth.
    await ours.embed(texts);
    await ours.embed(texts);
    await oursOnOne.embed(texts.slice(0, 8));
    await one.api.oneByOne(texts.slice(0, 8));
    await all.api.batch(texts.slice(0, 8));
  }
  const values = await inRounds(
    slowRounds,
    [
      { name: `ours, ${cores} cores`, measure: () => rate(() => ours.embed(texts)) },
      { name: 'ours, 1 core', measure: () => rate(() => oursOnOne.embed(texts)) },
      {
        name: 'transformers.js, one padded batch, 1 thread',
        measure: () => rate(() => one.api.batch(texts)),
      },
      {
        name: `transformers.js, one padded batch, ${cores} threads`,
        measure: () => rate(() => all.api.batch(texts)),
      },
      { name: 'transformers.js, one by one, 1 thread', measure: () => rate(() => one.api.oneByOne(texts)) },
    ],
    say,
  );
  for (const each of [one, all, oursOnOne, ours]) each.close();
  return [...values].map(([name, each]) => ({
    section: 'throughput',
    case: name,
    unit: 'texts/s',
    values: each,
  }));
}
