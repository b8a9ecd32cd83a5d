import { z } from 'zod';
import { fileField } from '../given-file.ts';
import { deviceConfig, modelNameConfig } from '../model-config.ts';

export const MISSING_IMAGE = 'Image input is required';

/** What the embedded reader knows, by the names that flows of other readers use. */
const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'en',
  eng: 'en',
  english: 'en',
  ch: 'ch',
  zh: 'ch',
  ch_sim: 'ch',
  chi_sim: 'ch',
  chinese: 'ch',
};

export const ocrConfig = z.object({
  image_path: fileField(MISSING_IMAGE).describe(
    'An image: a file, the path that an earlier step put out, {content, filename}, or a data: URL.',
  ),
  provider: z
    .literal('paddleocr', {
      error: (issue) => `Unsupported provider: ${String(issue.input)}. Use paddleocr.`,
    })
    .default('paddleocr')
    .describe('Who reads: paddleocr, in this page.'),
  languages: z
    .union([z.string(), z.array(z.string())])
    .default(['en'])
    .transform((given) => (typeof given === 'string' ? given.split(/[+,\s]+/) : given))
    .refine((names) => names.every((name) => Object.hasOwn(LANGUAGES, name.toLowerCase())), {
      error: 'English and Chinese are read: en, ch.',
    })
    .transform((names) => [...new Set(names.map((name) => LANGUAGES[name.toLowerCase()] ?? name))])
    .describe('en, ch; one reader knows both.'),
  return_bboxes: z.boolean().default(true).describe('Whether blocks say where in the image they stand.'),
  return_confidence: z.boolean().default(true).describe('Whether blocks say how sure the reader is.'),
  confidence_threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Blocks of which the reader is less sure are left out of the text.'),
  model_name: modelNameConfig,
  device: deviceConfig,
});

export type OcrConfig = z.infer<typeof ocrConfig>;

const block = z.object({
  text: z.string(),
  line: z.int().describe('From 0, from top to bottom.'),
  confidence: z.number().optional(),
  box: z
    .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
    .optional()
    .describe('In pixels of the upright image.'),
  points: z
    .array(z.object({ x: z.number(), y: z.number() }))
    .optional()
    .describe('Its four corners.'),
});

export const ocrOutputs = z.object({
  text: z.string().describe('What was read, a line of the image a line; empty where there is no text.'),
  original_text: z.string().describe('The same, blocks below the threshold included.'),
  raw_ocr_text: z.string().describe('The same as original_text.'),
  confidence: z.number().describe('How sure the reader is of the text, from 0 to 1; 0 where there is none.'),
  word_count: z.int().describe('Words of the text.'),
  total_words: z.int().describe('Words of original_text.'),
  provider: z.string(),
  languages: z.array(z.string()),
  image_file: z.string().describe("The image's name."),
  confidence_threshold: z.number(),
  text_blocks_count: z.int().describe('Blocks that the text is made of.'),
  blocks: z.array(block).describe('Pieces of the text that stand together, in the order of reading.'),
});

export type OcrOutputs = z.infer<typeof ocrOutputs>;
