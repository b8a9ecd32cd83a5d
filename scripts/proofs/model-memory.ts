import { inMegabytes } from '../../test/large-file/pass-large-file.ts';
import { MOST_SLOPE, measureModelMemory, slopeOf } from '../../test/model-memory/measure-model-memory.ts';
import { type ModelWork, SENTENCE, SPEECH } from '../../test/model-memory/model-work.ts';
import { buildIfStale } from '../build-if-stale.ts';
import { reportTo } from '../report.ts';

const ROUNDS = 50;
/** From here on a round finds everything as the round before left it. */
const FROM = 10;
/** Of speech, where each round takes longer; steps of what the browser has in reserve hide a slope. */
const SPEECH_ROUNDS = 10;

/** Models are loaded, run and unloaded over and over, and the page's memory comes back each time. */
export async function proveModelMemory(say: (line: string) => void): Promise<string> {
  await buildIfStale(reportTo(process.stderr));
  const sentence = await prove('sentence', SENTENCE, ROUNDS, say);
  const slope = slopeOf(sentence.after.slice(FROM - 1));
  if (Math.abs(slope) >= MOST_SLOPE)
    throw new Error(`Each round leaves ${(slope / 1024).toFixed(0)} KB behind.`);
  const speech = await prove('speech', SPEECH, SPEECH_ROUNDS, say);
  return [
    '# Proof: model-memory',
    '',
    '`npm run proof -- model-memory`: the built page loads a model from what it stored, runs it on two threads or more and',
    "unloads it, over and over. The renderer's memory (the kernel's `Pss`, page and workers together) is measured two",
    'seconds after each unload, after a forced collection. One second after each unload none of the threads is left.',
    `For a sentence the slope over rounds ${FROM} to ${ROUNDS} may be ${MOST_SLOPE / 1024} KB a round: it is ${(slope / 1024).toFixed(1)} KB.`,
    '',
    '| work | rounds | before | loaded | after the first | after the last | most above the start | may be |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    sentence.row,
    speech.row,
    '',
  ].join('\n');
}

async function prove(
  name: string,
  work: ModelWork,
  rounds: number,
  say: (line: string) => void,
): Promise<{ readonly after: readonly number[]; readonly row: string }> {
  const report = await measureModelMemory(work, rounds, (line) => say(`${name}: ${line}`));
  const { before, after, loaded, threads, threadsSeen, threadsLeft } = report;
  if (threads < 2) throw new Error('The model ran on one thread: nobody would have to be waited for.');
  if (threadsSeen !== threads - 1) throw new Error(`Of ${threads} threads ${threadsSeen + 1} were seen.`);
  if (threadsLeft > 0) throw new Error(`${threadsLeft} of the runtime's threads were left after a second.`);
  const most = Math.max(...after) - before;
  if (most >= work.mostLeft) throw new Error(`After an unload ${inMegabytes(most)} were left.`);
  const sizes = [before, loaded, after[0] ?? 0, after.at(-1) ?? 0, most, work.mostLeft].map(inMegabytes);
  return { after, row: `| ${name} | ${rounds} | ${sizes.join(' | ')} |` };
}
