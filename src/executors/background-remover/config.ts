import { z } from 'zod';
import { fileField } from '../given-file.ts';
import { deviceConfig, modelNameConfig } from '../model-config.ts';

export const MISSING_IMAGE = 'Image input is required';

export const backgroundRemoverConfig = z.object({
  image: fileField(MISSING_IMAGE).describe(
    'An image: a file, the path that an earlier step put out, {content, filename}, or a data: URL.',
  ),
  background: z
    .string()
    .regex(/^(#[0-9a-f]{3}|#[0-9a-f]{6}|[a-z]+)$/i, {
      error: '"background" is transparent, or a colour such as white or #1a7f37.',
    })
    .default('transparent')
    .describe('What is put behind: transparent, or a colour such as white or #1a7f37.'),
  model_name: modelNameConfig,
  // On a WebGPU adapter in software the runtime gives a wrong mask of MODNet, without a fault.
  device: deviceConfig.default('wasm').describe('wasm, unless webgpu or auto is asked for.'),
});

export type BackgroundRemoverConfig = z.infer<typeof backgroundRemoverConfig>;

export const backgroundRemoverOutputs = z.object({
  image: z.unknown().describe('The image without what was behind, as a PNG file.'),
  mask: z.unknown().describe('What stays, in white on black, as a PNG file of the same size.'),
});

export type BackgroundRemoverOutputs = z.infer<typeof backgroundRemoverOutputs>;
