import { z } from 'zod';
import type { Device } from './model-access.ts';

/** Where a model computes, by our names and by the guide's. */
const DEVICE_NAMES: Readonly<Record<string, Device>> = {
  auto: 'auto',
  webgpu: 'webgpu',
  wasm: 'wasm',
  cpu: 'wasm',
  cuda: 'webgpu',
};

/** The config key `device`: read in any case, the guide's names included, and turned into ours. */
export const deviceConfig = z
  .string()
  .toLowerCase()
  .default('auto')
  .refine((name) => Object.hasOwn(DEVICE_NAMES, name), {
    error: (issue) => `Unsupported device: ${String(issue.input)}. Use auto, webgpu or wasm.`,
  })
  .describe('auto, webgpu or wasm; cpu means wasm and cuda means webgpu.');

/** The device that a checked name means. */
export function deviceOf(name: string): Device {
  return DEVICE_NAMES[name] ?? 'auto';
}

export const modelNameConfig = z
  .string()
  .min(1)
  .optional()
  .describe("A model's id; left out, an embedded model for the task is used.");
