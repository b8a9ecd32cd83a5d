import { z } from 'zod';
import { fileField } from '../given-file.ts';

export const MISSING_CONTENT = 'File content is required';

export const fileHandlerConfig = z.object({
  file_content: fileField(MISSING_CONTENT).describe(
    'A file, bytes, a data: URL, the path that an earlier step put out, or a text to make a file of.',
  ),
  filename: z.string().optional().describe("The file's name; left out, the one that the file has itself."),
  save_temp: z.boolean().default(true).describe('Whether the file is put into the folder of the run.'),
  validate_format: z.boolean().default(true).describe('Whether the content has to be what the name says.'),
  allowed_formats: z
    .array(z.string().min(1))
    .optional()
    .describe('Extensions (.png or png) and media types (image/png, image/*) that are taken; left out, any.'),
  max_size: z.int().min(0).optional().describe('In bytes; left out, any size.'),
  preserve_name: z
    .boolean()
    .default(true)
    .describe('Whether the temporary file keeps its name, made safe; if not, it is named by its bytes.'),
});

export type FileHandlerConfig = z.infer<typeof fileHandlerConfig>;

export const fileHandlerOutputs = z.object({
  filename: z.string().describe('The name, made safe: without folders and signs that mislead.'),
  file_extension: z.string().describe('The end of the name, such as .png, in lower case.'),
  file_size: z.int().describe('In bytes.'),
  mime_type: z.string().describe('The media type by content, such as image/png.'),
  file_hash: z.string().describe('SHA-256, in lower-case hexadecimal.'),
  temp_path: z
    .string()
    .nullable()
    .describe('Where the file lies while the run lasts; none without save_temp.'),
  temp_file_created: z.boolean(),
});

export type FileHandlerOutputs = z.infer<typeof fileHandlerOutputs>;
