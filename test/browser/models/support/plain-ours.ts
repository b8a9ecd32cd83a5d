import { readImageHeader } from '../../../../src/images/index.ts';

const CHANNELS: Readonly<Record<string, readonly number[]>> = { L: [0], RGB: [0, 1, 2], RGBA: [0, 1, 2, 3] };

/** What our tasks give, in the form of `plainBare`: files are read again. */
export async function plainOurs(value: unknown): Promise<unknown> {
  if (value instanceof Blob) return value.type === 'audio/wav' ? samplesIn(value) : pixelsIn(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  if (Array.isArray(value)) return Promise.all(value.map(plainOurs));
  if (typeof value !== 'object' || value === null) return value;
  const { audio, duration: _, type: __, ...rest } = value as Record<string, unknown>;
  // A sound is a file and what is known of it.
  if (audio instanceof Blob) return samplesIn(audio);
  const entries = Object.entries(rest).map(async ([key, each]) => [key, await plainOurs(each)]);
  return Object.fromEntries(await Promise.all(entries));
}

/** Of a PNG that nothing in is transparent. */
async function pixelsIn(file: Blob): Promise<unknown> {
  const { mode } = await readImageHeader(file, 'answer.png');
  const channels = CHANNELS[mode] ?? [];
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  canvas?.drawImage(bitmap, 0, 0);
  const data = canvas?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  const pixels: number[] = [];
  for (let at = 0; at < data.length; at += 4)
    for (const channel of channels) pixels.push(data[at + channel] ?? -1);
  return { width, height, channels: channels.length, pixels };
}

/** Of a wav file of 32-bit floats, one channel. */
async function samplesIn(file: Blob): Promise<unknown> {
  const bytes = await file.arrayBuffer();
  const view = new DataView(bytes);
  const rate = view.getUint32(24, true);
  return { rate, samples: Array.from(new Float32Array(bytes.slice(44))) };
}
