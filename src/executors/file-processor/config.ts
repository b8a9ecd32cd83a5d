import { z } from 'zod';
import { fileField } from '../given-file.ts';

export const PROCESSING_TYPES = ['analyze', 'hash', 'text', 'json', 'csv', 'image_info'] as const;

export type ProcessingType = (typeof PROCESSING_TYPES)[number];

export const MISSING_FILE = 'File input is required';

export const fileProcessorConfig = z.object({
  file: fileField(MISSING_FILE).describe(
    'A file, {content, filename}, a path that an earlier step put out, or a data: URL.',
  ),
  processing_type: z
    .enum(PROCESSING_TYPES, { error: (issue) => `Unsupported processing type: ${String(issue.input)}` })
    .default('analyze')
    .describe('analyze tells what the file is; the others tell that too, and what is in it.'),
  csv: z
    .object({
      header: z.boolean().default(true).describe('Whether the first row names the columns.'),
      delimiter: z
        .string()
        .max(1)
        .default('')
        .describe('What stands between two fields; left out, it is found out.'),
    })
    .default({ header: true, delimiter: '' })
    .describe('For the processing type csv.'),
});

export type FileProcessorConfig = z.infer<typeof fileProcessorConfig>;

export const fileProcessorOutputs = z.object({
  file_path: z.string().describe('Where the file lies while the run lasts: other steps take it as a file.'),
  file_size: z.int().describe('In bytes.'),
  file_extension: z.string().describe("The end of the file's name, such as .png, in lower case."),
  content_length: z.int().describe('In bytes.'),
  content_type: z.string().describe('The media type by content, such as image/png.'),
  sha256: z.string().optional().describe('For hash, in lower-case hexadecimal.'),
  md5: z.string().optional().describe('For hash, in lower-case hexadecimal.'),
  text: z.string().optional().describe('For text: all of it.'),
  line_count: z.int().optional().describe('For text.'),
  encoding: z.string().optional().describe('For text: utf-8, utf-16le, utf-16be or windows-1252.'),
  data: z.unknown().optional().describe('For json: what the file holds.'),
  rows: z
    .array(z.unknown())
    .optional()
    .describe(
      'For csv: a map per row by the names of the columns, or a list without a header. All are texts.',
    ),
  columns: z.array(z.string()).optional().describe('For csv: the names of the columns.'),
  row_count: z.int().optional().describe('For csv: how many rows there are below the header.'),
  width: z.int().optional().describe('For image_info: pixels, as stored.'),
  height: z.int().optional().describe('For image_info: pixels, as stored.'),
  format: z.string().optional().describe('For image_info: PNG, JPEG, GIF, WEBP or BMP.'),
  mode: z.string().optional().describe('For image_info, as PIL names it: L, RGB, RGBA, P and their like.'),
  has_alpha: z.boolean().optional().describe('For image_info: whether some of it may be transparent.'),
  orientation: z.int().optional().describe('For image_info: 1 to 8 by EXIF; 1 is upright.'),
});

export type FileProcessorOutputs = z.infer<typeof fileProcessorOutputs>;
