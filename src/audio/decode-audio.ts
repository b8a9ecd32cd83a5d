import { ALL_FORMATS, type AudioSample, AudioSampleSink, BlobSource, Input } from 'mediabunny';
import { FlowError } from '../errors/index.ts';
import { resample } from './resample.ts';

/**
 * Decodes the first audio track of a file: wav, mp3, ogg, flac, mp4, webm. Works in a worker, where pages'
 * AudioContext does not exist.
 *
 * @returns the samples at `sampleRate` (hertz), all channels mixed into one, from -1 to 1
 * Rejects with `audio_unreadable`.
 */
export async function decodeAudio(file: Blob, sampleRate: number): Promise<Float32Array> {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (track === null) throw new Error('It has no audio track.');
    if (!(await track.canDecode()))
      throw new Error(`This browser cannot decode ${track.codec ?? 'its format'}.`);
    const parts: Float32Array[] = [];
    let rate = sampleRate;
    for await (const sample of new AudioSampleSink(track).samples()) {
      rate = sample.sampleRate;
      parts.push(mono(sample));
      sample.close();
    }
    const samples = joined(parts);
    if (samples.length === 0) throw new Error('It has no sound in it.');
    return resample(samples, rate, sampleRate);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const hint = 'Choose a wav, mp3, ogg, flac, m4a or webm file.';
    throw new FlowError('audio_unreadable', `The file is no audio that can be read. ${why}`, { hint, cause });
  } finally {
    input.dispose();
  }
}

function mono(sample: AudioSample): Float32Array {
  const { numberOfChannels, numberOfFrames } = sample;
  const mixed = new Float32Array(numberOfFrames);
  const channel = new Float32Array(numberOfFrames);
  for (let plane = 0; plane < numberOfChannels; plane++) {
    sample.copyTo(channel, { planeIndex: plane, format: 'f32-planar' });
    for (let i = 0; i < numberOfFrames; i++)
      mixed[i] = (mixed[i] ?? 0) + (channel[i] ?? 0) / numberOfChannels;
  }
  return mixed;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
