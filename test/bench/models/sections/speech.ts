import { transfer } from 'comlink';
import { decodeAudio } from '../../../../src/audio/decode-audio.ts';
import type { Row, Settings } from '../job.ts';
import { Ours } from '../peers/ours.ts';
import { startTransformers } from '../peers/peer.ts';
import { type Contender, inRounds, timed } from '../rounds.ts';
import { named, threadCounts } from '../threads.ts';

const RATE = 16_000;

/** Seconds of speech that are heard in one second, on eleven seconds of it. */
export async function measureSpeech(
  { slowRounds, warmUp }: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const recording = await (await fetch('/flows/voice-note/samples/jfk.wav')).blob();
  const samples = await decodeAudio(recording, RATE);
  const seconds = samples.length / RATE;
  const contenders: Contender[] = [];
  const ends: (() => void)[] = [];
  for (const threads of threadCounts()) {
    const ours = new Ours(threads);
    const theirs = await startTransformers(threads, 'automatic-speech-recognition');
    ends.push(() => ours.close(), theirs.close);
    const spec = { task: 'automatic-speech-recognition' };
    const listen = (): Promise<unknown> => ours.host.run(spec, samples, { options: { language: 'english' } });
    const transcribe = (): Promise<string> => {
      const copy = samples.slice();
      return theirs.api.transcribe(transfer(copy, [copy.buffer]));
    };
    if (warmUp) {
      await listen();
      await transcribe();
    }
    const hear = (work: () => Promise<unknown>) => async () => seconds / ((await timed(work)) / 1000);
    contenders.push(
      { name: `${named(threads)}: ours`, measure: hear(listen) },
      { name: `${named(threads)}: transformers.js`, measure: hear(transcribe) },
    );
  }
  const values = await inRounds(slowRounds, contenders, say);
  for (const end of ends) end();
  return [...values].map(([name, each]) => ({
    section: 'speech',
    case: name,
    unit: 'seconds a second',
    values: each,
  }));
}
