import { type DataType, pipeline } from '@huggingface/transformers';
import { z } from 'zod';
import { FlowError } from '../../../errors/index.ts';
import { configureTransformers } from '../runtime/configure-transformers.ts';
import type { Task } from './task.ts';

const optionsSchema = z.object({
  pooling: z.enum(['none', 'mean', 'cls']).default('mean'),
  normalize: z.boolean().default(true),
});

/**
 * Texts to vectors. A text gives one `Float32Array` (384 numbers for MiniLM), a list of texts a list of them.
 * Each text runs by itself: a padded batch costs more in wasm, and with q8 weights it would change the vectors.
 */
export const featureExtraction: Task = async ({ model, device, dtype, files }) => {
  configureTransformers(model, files);
  const extract = await pipeline('feature-extraction', model, { device, dtype: dtype as DataType });
  return {
    async run(input, given) {
      const options = optionsSchema.parse(given);
      const vectorOf = async (text: string): Promise<Float32Array> => {
        const tensor = await extract(text, options);
        // A copy: the tensor's own memory is the runtime's.
        const vector = Float32Array.from(tensor.data as Float32Array);
        tensor.dispose();
        return vector;
      };
      if (typeof input === 'string') return vectorOf(input);
      if (!Array.isArray(input) || !input.every((text) => typeof text === 'string')) {
        throw new FlowError('input_required', 'feature-extraction takes a text or a list of texts.', {
          kind: 'user',
        });
      }
      const vectors: Float32Array[] = [];
      for (const text of input) vectors.push(await vectorOf(text));
      return vectors;
    },
  };
};
