import { z } from 'zod';
import { fileField } from '../given-file.ts';

export const MISSING_IMAGE = 'Image input is required';

/** What `enhance_contrast: true` means. */
const USUAL_FACTOR = 1.5;

/** Formats that can be written, by every name that they have. */
const OUTPUT_FORMATS = {
  png: 'PNG',
  jpeg: 'JPEG',
  jpg: 'JPEG',
  webp: 'WEBP',
  PNG: 'PNG',
  JPEG: 'JPEG',
  JPG: 'JPEG',
  WEBP: 'WEBP',
} as const;

const QUALITY_RANGE = '"quality" is 1 to 100.';

const side = z
  .int()
  .min(1, { error: 'A side has at least 1 pixel.' })
  .max(16_384, { error: 'A side has at most 16384 pixels.' })
  .nullable();

export const imageHandlerConfig = z.object({
  image_path: fileField(MISSING_IMAGE).describe(
    'An image: the path that an earlier step put out, a file, {content, filename}, or a data: URL.',
  ),
  save_temp: z
    .boolean()
    .default(true)
    .describe('Whether the processed image is put into the folder of the run.'),
  validate_format: z.boolean().default(true).describe('Whether the content has to be what the name says.'),
  resize: z
    .tuple([side, side], { error: '"resize" is [width, height] in pixels.' })
    .refine(([width, height]) => width !== null || height !== null, {
      error: '"resize" needs a width or a height.',
    })
    .nullish()
    .describe('[width, height] in pixels; null for the one keeps the proportions.'),
  enhance_contrast: z
    .union([z.boolean(), z.number().min(0).max(10)])
    .default(false)
    .transform((given) => (given === true ? USUAL_FACTOR : given === false ? undefined : given))
    .describe("true, or the factor of PIL's ImageEnhance.Contrast: 1 changes nothing, true means 1.5."),
  convert_grayscale: z.boolean().default(false).describe('Whether colours become greys.'),
  output_format: z
    .enum(Object.keys(OUTPUT_FORMATS) as (keyof typeof OUTPUT_FORMATS)[], {
      error: (issue) => `Unsupported output format: ${String(issue.input)}. Use png, jpeg or webp.`,
    })
    .transform((name) => OUTPUT_FORMATS[name])
    .nullish()
    .describe('png, jpeg or webp; left out, that of the image, and PNG for GIF and BMP.'),
  quality: z
    .int()
    .min(1, { error: QUALITY_RANGE })
    .max(100, { error: QUALITY_RANGE })
    .default(95)
    .describe('For JPEG and WebP.'),
});

export type ImageHandlerConfig = z.infer<typeof imageHandlerConfig>;

const size = z.tuple([z.int(), z.int()]);

export const imageHandlerOutputs = z.object({
  original_path: z.string().describe('Where the image lies, as it came, while the run lasts.'),
  original_format: z.string().describe('PNG, JPEG, GIF, WEBP or BMP.'),
  original_size: size.describe('[width, height] in pixels, as stored.'),
  original_mode: z.string().describe('As PIL names it: L, RGB, RGBA, P and their like.'),
  processed_format: z.string().describe('PNG, JPEG or WEBP; that of the image where nothing was done.'),
  processed_size: size.describe('[width, height] in pixels, upright.'),
  processed_mode: z.string().describe('L, LA, RGB or RGBA; that of the image where nothing was done.'),
  processing_steps: z
    .array(z.string())
    .describe(
      'What was done, in order: orient, resize, enhance_contrast, convert_grayscale, convert_format.',
    ),
  image_processed: z.boolean().describe('Whether the image was read and is ready: always true.'),
  image: z.unknown().describe('The processed image, as a file.'),
  temp_path: z.string().nullable().describe('Where it lies while the run lasts; none without save_temp.'),
  temp_file_created: z.boolean(),
});

export type ImageHandlerOutputs = z.infer<typeof imageHandlerOutputs>;
