import { z } from 'zod';
import { ROW_FORMATS } from '../../rows/index.ts';
import { type FileInput, isFlowFile } from '../flow-file.ts';

export const ITEMS_REQUIRED = 'Items list is required for batch processing';

const csvForm = z.object({
  header: z
    .boolean()
    .default(true)
    .describe('Whether the first row names the columns; without it, items are lists.'),
  delimiter: z.string().length(1).optional().describe('Left out, it is told from the first rows.'),
  quote: z.string().max(1).default('"').describe('Empty: fields have no quotes.'),
});

export const batchProcessorConfig = z
  .object({
    items: z
      .union(
        [
          z.array(z.unknown()),
          z.string().min(1),
          z.custom<FileInput>(isFile),
          z.custom<ArrayLike<unknown>>(isNumbers),
        ],
        { error: ITEMS_REQUIRED },
      )
      .describe('A list, or a file with rows: csv, json (one array) or jsonl.'),
    executor: z
      .string()
      .min(1)
      .optional()
      .describe('Does the work on each item; without one, items go through as they are.'),
    config: z
      .union([z.record(z.string(), z.unknown()), z.string()])
      .default({})
      .describe('Its config, rendered for each item; `item` and `index` are at hand.')
      .meta({ deferred: true, configOf: 'executor' }),
    result: z
      .unknown()
      .optional()
      .describe(
        'What is kept of each item, with `item`, `index` and `outputs` at hand; left out, the outputs.',
      )
      .meta({ deferred: ['item', 'index', 'outputs'] }),
    batch_size: z
      .int()
      .min(1)
      .max(1000)
      .default(10)
      .describe('Items that are worked on between two checkpoints.'),
    parallel_processing: z
      .boolean()
      .default(true)
      .describe('Whether the items of a batch are worked on at once, or one after the other.'),
    on_item_error: z
      .enum(['keep', 'fail', 'drop'])
      .default('keep')
      .describe('An item that fails: {error} in its place, the end of the step, or left out.'),
    results_to: z
      .enum(ROW_FORMATS)
      .optional()
      .describe('Writes the results into a file of this format, `results_file`, in place of `results`.'),
    format: z
      .enum(['auto', ...ROW_FORMATS])
      .default('auto')
      .describe('Of a file; auto tells it from its name.'),
    encoding: z
      .string()
      .refine(isEncoding, { error: (issue) => `Unknown encoding: ${String(issue.input)}` })
      .default('utf-8')
      .describe('Of a file without a byte order mark.'),
    csv: csvForm.prefault({}).describe('How a csv file is written.'),
  })
  .superRefine(({ executor, config }, context) => {
    if (executor !== undefined || (typeof config === 'object' && Object.keys(config).length === 0)) return;
    const message = '"config" is for an executor, and "executor" names none.';
    context.addIssue({ code: 'custom', path: ['config'], message });
  });

export type BatchProcessorConfig = z.infer<typeof batchProcessorConfig>;

export const batchProcessorOutputs = z.looseObject({
  results: z.array(z.unknown()).optional().describe('What came of each item, in their order.'),
  results_file: z.unknown().optional().describe('The file that holds them, with `results_to`.'),
  total_processed: z.int().describe('Items that were worked on, those that failed among them.'),
  failed: z.int(),
  errors: z.array(z.unknown()).describe('[{index, code, kind, message}], the first 1,000 of them.'),
  batch_size: z.int(),
  parallel_processing: z.boolean(),
});

function isFile(value: unknown): boolean {
  if (value instanceof Blob || isFlowFile(value)) return true;
  return typeof value === 'object' && value !== null && 'content' in value;
}

function isNumbers(value: unknown): boolean {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}
