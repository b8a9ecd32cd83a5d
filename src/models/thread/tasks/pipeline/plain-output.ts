import { RawAudio, RawImage, Tensor } from '@huggingface/transformers';
import { imageFile } from './image-file.ts';

/**
 * What a pipeline gives, as flows pass it on: images are PNG files, sounds wav files, tensors `{data, type, dims}`, wide
 * integers plain numbers.
 *
 * @param name of a file that is made; within a map its key is
 */
export async function plainOutput(value: unknown, name: string): Promise<unknown> {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null || value instanceof Blob) return value;
  if (value instanceof RawImage) return imageFile(value, name);
  if (value instanceof RawAudio) return soundOf(value, name);
  if (value instanceof Tensor) return tensorOf(value);
  if (ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return Promise.all(value.map((each) => plainOutput(each, name)));
  const entries = Object.entries(value).map(async ([key, each]) => [key, await plainOutput(each, key)]);
  return Object.fromEntries(await Promise.all(entries));
}

function soundOf(sound: RawAudio, name: string): unknown {
  const { sampling_rate } = sound;
  const audio = new File([sound.toBlob()], `${name}.wav`, { type: 'audio/wav' });
  return { audio, sampling_rate, duration: sound.data.length / sampling_rate };
}

function tensorOf({ data, type, dims }: Tensor): unknown {
  const isLong = data instanceof BigInt64Array || data instanceof BigUint64Array;
  // A copy: the tensor's own memory is the runtime's.
  return { data: isLong ? Array.from(data, Number) : data.slice(), type, dims: [...dims] };
}
