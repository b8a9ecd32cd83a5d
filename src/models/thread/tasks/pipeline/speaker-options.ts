import { FlowError } from '../../../../errors/index.ts';

/** The options of a voice: `speaker_embeddings` may be a list of numbers, or a file of 32-bit ones. */
export async function speakerOptions(
  options: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { speaker_embeddings: given, ...rest } = options;
  if (given === undefined || given === null) return rest;
  return { ...rest, speaker_embeddings: await numbersOf(given) };
}

async function numbersOf(given: unknown): Promise<Float32Array> {
  if (given instanceof Float32Array) return given;
  if (Array.isArray(given) && given.every((each) => typeof each === 'number'))
    return Float32Array.from(given);
  if (given instanceof Blob && given.size > 0 && given.size % Float32Array.BYTES_PER_ELEMENT === 0)
    return new Float32Array(await given.arrayBuffer());
  const hint = 'Give a list of numbers, or a file that has them as 32-bit floats.';
  throw new FlowError('input_mismatch', '"speaker_embeddings" is no voice.', { hint });
}
