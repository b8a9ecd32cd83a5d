import { z } from 'zod';
import { FlowError } from '../errors/index.ts';

const share = z.number().min(0).max(1);
const count = z.int().min(1);
const template = z.string().includes('{}', { error: 'It has to have {} in it, where the label goes.' });

/** Options of transformers.js whose values are known; a wrong one would fail in the midst of a run. */
const optionsSchema = z
  .looseObject({
    top_k: count.nullable(),
    threshold: share,
    mask_threshold: share,
    overlap_mask_area_threshold: share,
    percentage: z.boolean(),
    multi_label: z.boolean(),
    hypothesis_template: template,
    aggregation_strategy: z.enum(['none', 'simple']),
    ignore_labels: z.array(z.string()),
    // transformers.js 4.3.1 stumbles over it: it would call the name of what does the subtask.
    subtask: z.undefined({
      error: 'transformers.js does not take it; it does the first that the model can do.',
    }),
    pool: z.boolean(),
    max_new_tokens: count,
    max_length: count,
    min_length: z.int().min(0),
    num_beams: count,
    do_sample: z.boolean(),
    temperature: z.number().positive(),
    top_p: share,
    repetition_penalty: z.number().positive(),
    speed: z.number().positive(),
    num_inference_steps: count,
  })
  .partial();

/** Checks a task's options before anything is loaded. Throws `invalid_config`, which names the option. */
export function checkOptions(options: Readonly<Record<string, unknown>>): void {
  const [issue] = optionsSchema.safeParse(options).error?.issues ?? [];
  if (issue === undefined) return;
  const message = `The option "${issue.path.join('.')}" is not right: ${issue.message}`;
  throw new FlowError('invalid_config', message, { hint: 'docs/models.md lists the options of each task.' });
}
