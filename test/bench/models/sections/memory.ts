import { transfer } from 'comlink';
import { decodeAudio } from '../../../../src/audio/decode-audio.ts';
import { hold } from '../../serve-job.ts';
import { HOLD, type MemoryCase } from '../job.ts';
import { Ours } from '../peers/ours.ts';
import { startTransformers } from '../peers/peer.ts';
import { mixedTexts } from '../texts.ts';

const TEXTS = 16;
const RATE = 16_000;
/** After the model is unloaded, in milliseconds. */
const REST = 2000;

/** Loads a model, runs it and unloads it. The command measures: a page does not know its own memory. */
export async function takeMemory({ by, work }: MemoryCase): Promise<readonly []> {
  const threads = Math.min(2, navigator.hardwareConcurrency);
  const samples = work === 'speech' ? await recording() : new Float32Array();
  const texts = mixedTexts(TEXTS);
  await hold(HOLD.before);
  const unload = by === 'ours' ? await withOurs() : await withTransformers();
  await hold(HOLD.loaded);
  await unload();
  await new Promise((resolve) => setTimeout(resolve, REST));
  await hold(HOLD.after);
  return [];

  async function withOurs(): Promise<() => unknown> {
    const ours = new Ours(threads);
    const spec = { task: 'automatic-speech-recognition' };
    await (work === 'speech'
      ? ours.host.run(spec, samples, { options: { language: 'english' } })
      : ours.embed(texts));
    return () => ours.host.unload();
  }

  async function withTransformers(): Promise<() => unknown> {
    const peer = await startTransformers(
      threads,
      work === 'speech' ? 'automatic-speech-recognition' : 'feature-extraction',
    );
    if (work === 'speech') await peer.api.transcribe(transfer(samples, [samples.buffer]));
    else await peer.api.oneByOne(texts);
    return peer.close;
  }
}

async function recording(): Promise<Float32Array> {
  return decodeAudio(await (await fetch('/flows/voice-note/samples/jfk.wav')).blob(), RATE);
}
