import { type DataType, pipeline } from '@huggingface/transformers';
import { z } from 'zod';
import { FlowError } from '../../../errors/index.ts';
import { configureTransformers } from '../runtime/configure-transformers.ts';
import { inGroupsOfLikeLength } from './in-groups.ts';
import type { Task } from './task.ts';

const optionsSchema = z.object({
  pooling: z.enum(['none', 'mean', 'cls']).default('mean'),
  normalize: z.boolean().default(true),
});

type Options = z.infer<typeof optionsSchema>;

/**
 * Texts to vectors. A text gives one `Float32Array` (384 numbers for MiniLM), a list of texts a list of them; with
 * `pooling: none` one that holds a vector for each token, one after the other.
 *
 * In wasm each text runs by itself: a padded batch costs more there, and with q8 weights it would change the vectors.
 * A GPU is only busy with several at once: there texts of like length run together.
 */
export const featureExtraction: Task = async ({ model, device, dtype, files, graphs }) => {
  configureTransformers(model, files);
  const extract = await pipeline('feature-extraction', model, {
    device,
    dtype: dtype as DataType,
    session_options: graphs,
  });

  const vectorsOf = async (texts: readonly string[], options: Options): Promise<Float32Array[]> => {
    const tensor = await extract([...texts], options);
    const data = tensor.data as Float32Array;
    const width = data.length / texts.length;
    // Copies: the tensor's own memory is the runtime's.
    const vectors = texts.map((_, at) => data.slice(at * width, (at + 1) * width));
    tensor.dispose();
    return vectors;
  };

  return {
    async run(input, given, { breathe }) {
      const options = optionsSchema.parse(given);
      if (typeof input === 'string') return (await vectorsOf([input], options))[0];
      if (!Array.isArray(input) || !input.every((text) => typeof text === 'string')) {
        throw new FlowError('input_required', 'feature-extraction takes a text or a list of texts.', {
          kind: 'user',
        });
      }
      // A vector for each token cannot be told apart from the padding.
      const together = device === 'webgpu' && options.pooling !== 'none';
      const vectors: Float32Array[] = Array.from({ length: input.length });
      for (const group of together ? inGroupsOfLikeLength(input) : input.map((_, at) => [at])) {
        await breathe();
        const texts = group.map((at) => input[at] ?? '');
        for (const [at, vector] of (await vectorsOf(texts, options)).entries())
          vectors[group[at] ?? 0] = vector;
      }
      return vectors;
    },
  };
};
