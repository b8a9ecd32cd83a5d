import { z } from 'zod';

export const OPERATIONS = [
  'uppercase',
  'lowercase',
  'title_case',
  'trim',
  'reverse',
  'word_count',
  'char_count',
  'sentences',
  'chunk',
  'replace',
  'extract',
  'template',
] as const;

export type Operation = (typeof OPERATIONS)[number];

export const textProcessorConfig = z
  .object({
    text: z.string({ error: 'Text input is required' }).describe('The text to work on.'),
    operation: z
      .enum(OPERATIONS, { error: (issue) => `Unsupported operation: ${String(issue.input)}` })
      .default('uppercase')
      .describe('What to do with the text.'),
    chunk: z
      .object({
        size: z.int().min(1).max(1_000_000).default(1000).describe('Characters in one chunk, at most.'),
        overlap: z.int().min(0).default(0).describe('Characters that a chunk repeats of the one before.'),
      })
      .refine(({ size, overlap }) => overlap < size, {
        error: '"chunk.overlap" has to be less than "chunk.size".',
      })
      .optional()
      .describe('For the operation chunk.'),
    replace: z
      .object({
        pattern: z.string().describe('A regular expression in RE2 syntax.'),
        with: z.string().default('').describe('What comes in its place; $1 is the first group.'),
      })
      .optional()
      .describe('For the operation replace.'),
    extract: z
      .object({ pattern: z.string().describe('A regular expression in RE2 syntax.') })
      .optional()
      .describe('For the operation extract.'),
    template: z.string().optional().describe('For the operation template: {text} stands for the text.'),
  })
  .superRefine((config, context) => {
    const { operation } = config;
    if (
      (operation === 'replace' || operation === 'extract' || operation === 'template') &&
      config[operation] === undefined
    ) {
      context.addIssue({
        code: 'custom',
        path: [operation],
        message: `The operation ${operation} needs "${operation}".`,
      });
    }
  });

export type TextProcessorConfig = z.infer<typeof textProcessorConfig>;

export const textProcessorOutputs = z.object({
  processed_text: z
    .unknown()
    .describe('A text; a number for the counts; a list for sentences, chunk and extract.'),
  original_length: z.int().describe('In characters (UTF-16 units).'),
  operation_used: z.enum(OPERATIONS),
});

export type TextProcessorOutputs = z.infer<typeof textProcessorOutputs>;
