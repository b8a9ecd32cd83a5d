import { z } from 'zod';
import { fileField } from '../given-file.ts';
import { deviceConfig, modelNameConfig } from '../model-config.ts';

export const MISSING_IMAGE = 'Image input is required';

export const objectDetectorConfig = z.object({
  image: fileField(MISSING_IMAGE).describe(
    'An image: a file, the path that an earlier step put out, {content, filename}, or a data: URL.',
  ),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Objects of which the model is less sure are left out.'),
  top_k: z.int().min(1).optional().describe('At most so many objects, the surest; left out, all of them.'),
  model_name: modelNameConfig,
  device: deviceConfig,
});

export type ObjectDetectorConfig = z.infer<typeof objectDetectorConfig>;

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

export const objectDetectorOutputs = z.object({
  objects: z
    .array(z.object({ label: z.string(), score: z.number(), box }))
    .describe('What is in the image, the surest first; boxes are in whole pixels of the upright image.'),
  count: z.int().describe('How many objects there are; 0 where none was found.'),
  image_size: z.array(z.number()).describe('[width, height] of the upright image.'),
});

export type ObjectDetectorOutputs = z.infer<typeof objectDetectorOutputs>;
