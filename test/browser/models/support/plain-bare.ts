import { RawAudio, RawImage, Tensor } from '@huggingface/transformers';

/**
 * What bare transformers.js gives, in a form that can be compared: images by their pixels, sounds by their samples,
 * tensors by their numbers and shape.
 */
export function plainBare(value: unknown): unknown {
  if (value instanceof RawImage) {
    const { width, height, channels, data } = value;
    return { width, height, channels, pixels: Array.from(data) };
  }
  if (value instanceof RawAudio) return { rate: value.sampling_rate, samples: Array.from(value.data) };
  if (value instanceof Tensor) return { data: Array.from(value.data as Float32Array), dims: [...value.dims] };
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  if (Array.isArray(value)) return value.map(plainBare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainBare(each)]));
}
