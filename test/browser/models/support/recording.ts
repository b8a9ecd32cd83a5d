import { decodeAudio } from '../../../../src/audio/decode-audio.ts';

const RATE = 16_000;

/** The embedded recording, 11 seconds at 16 kHz, and the words in it. */
export async function jfk(): Promise<Float32Array> {
  return decodeAudio(await (await fetch('/flows/voice-note/samples/jfk.wav')).blob(), RATE);
}

export const JFK_WORDS =
  'and so my fellow americans ask not what your country can do for you ask what you can do for your country'.split(
    ' ',
  );

/** Nothing to hear, for so many seconds. */
export function silence(seconds: number): Float32Array {
  return new Float32Array(Math.round(seconds * RATE));
}

/** Puts sounds at 16 kHz one after the other. */
export function joined(...parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A wav file of samples at 16 kHz: one channel, 16 bits. */
export function wavFile(samples: Float32Array): File {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const tag = (at: number, text: string): void =>
    [...text].forEach((letter, place) => {
      view.setUint8(at + place, letter.charCodeAt(0));
    });
  tag(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 2, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (const [at, sample] of samples.entries()) view.setInt16(44 + at * 2, sample * 32_767, true);
  return new File([view], 'recording.wav', { type: 'audio/wav' });
}

/** A sound that rises, for so many seconds. */
export function tone(seconds: number): Float32Array {
  return silence(seconds).map((_, at) => 0.5 * Math.sin((at * at) / (3 * RATE)));
}
