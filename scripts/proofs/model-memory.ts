import { inMegabytes } from '../../test/large-file/pass-large-file.ts';
import {
  MOST_LEFT,
  MOST_SLOPE,
  measureModelMemory,
  slopeOf,
} from '../../test/model-memory/measure-model-memory.ts';
import { buildIfStale } from '../build-if-stale.ts';
import { reportTo } from '../report.ts';

const ROUNDS = 50;
/** From here on a round finds everything as the round before left it. */
const FROM = 10;

/** A model is loaded, run and unloaded fifty times, and the page's memory comes back each time. */
export async function proveModelMemory(say: (line: string) => void): Promise<string> {
  await buildIfStale(reportTo(process.stderr));
  const { before, after, loaded } = await measureModelMemory(ROUNDS, say);
  const most = Math.max(...after);
  const slope = slopeOf(after.slice(FROM - 1));
  if (most - before >= MOST_LEFT) throw new Error(`After an unload ${inMegabytes(most - before)} were left.`);
  if (Math.abs(slope) >= MOST_SLOPE)
    throw new Error(`Each round leaves ${(slope / 1024).toFixed(0)} KB behind.`);
  return [
    '# Proof: model-memory',
    '',
    '`npm run proof -- model-memory`: the built page loads sentence embeddings from what it stored, runs them and unloads',
    `them, ${ROUNDS} times. The renderer's memory (the kernel's \`Pss\`, page and workers together) is measured two seconds`,
    `after each unload, after a forced collection; it may be ${inMegabytes(MOST_LEFT)} above the start, and its slope over`,
    `rounds ${FROM} to ${ROUNDS} may be ${MOST_SLOPE / 1024} KB a round.`,
    '',
    '| before | loaded | after round 1 | after round 50 | most after an unload | slope |',
    '| --- | --- | --- | --- | --- | --- |',
    `| ${[before, loaded, after[0] ?? 0, after.at(-1) ?? 0, most].map(inMegabytes).join(' | ')} | ${(slope / 1024).toFixed(1)} KB a round |`,
    '',
  ].join('\n');
}
