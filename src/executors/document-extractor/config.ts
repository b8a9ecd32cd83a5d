import { z } from 'zod';
import { fileField } from '../given-file.ts';

export const MISSING_DOCUMENT = 'File path is required';

export const documentExtractorConfig = z
  .object({
    file_path: fileField(MISSING_DOCUMENT).describe(
      'A document: a file, {content, filename}, a path that an earlier step put out, or a data: URL.',
    ),
    chunk_text: z.boolean().default(false).describe('Whether the text is also cut into chunks.'),
    chunk_size: z.int().min(1).max(1_000_000).default(1000).describe('Characters in one chunk, at most.'),
    chunk_overlap: z
      .int()
      .min(0)
      .default(200)
      .describe('Characters that a chunk repeats of the one before, at most: whole sentences.'),
    password: z.string().optional().describe('What opens an encrypted PDF.'),
  })
  .refine(({ chunk_text, chunk_size, chunk_overlap }) => !chunk_text || chunk_overlap < chunk_size, {
    path: ['chunk_overlap'],
    error: '"chunk_overlap" has to be less than "chunk_size".',
  });

export type DocumentExtractorConfig = z.infer<typeof documentExtractorConfig>;

export const documentExtractorOutputs = z.object({
  text: z.string().describe('All of the text.'),
  chunked: z.boolean().describe('Whether there are chunks.'),
  chunks: z.array(z.string()).optional().describe('Pieces of the text that end where sentences end.'),
  total_chunks: z.int().optional(),
  file_name: z.string(),
  file_extension: z.string().describe("The end of the file's name, such as .pdf, in lower case."),
  provider: z
    .string()
    .describe('What read the document: pdfjs, mammoth, html-to-text, papaparse, json or text.'),
  metadata: z
    .record(z.string(), z.unknown())
    .describe(
      'media_type, file_size, characters, and by the kind: title, author, pages, rows, columns, encoding.',
    ),
});

export type DocumentExtractorOutputs = z.infer<typeof documentExtractorOutputs>;
