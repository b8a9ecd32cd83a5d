import { z } from 'zod';

/** What `manifest.json` says at once, so that nobody takes another zip file for one of runs. */
export const FORMAT = 'promptflow-runs';
export const VERSION = 1;
export const MANIFEST = 'manifest.json';

/** The most bytes of each kind of entry that are unpacked. Files lie in the archive as they are. */
export const MOST = {
  manifest: 16 * 2 ** 20,
  run: 256 * 2 ** 20,
  values: 512 * 2 ** 20,
  flow: 16 * 2 ** 20,
} as const;

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * - `manifest.json`: which runs, with the SHA-256 of what is said of each
 * - `runs/N/run.json`: a run's record, journal and checkpoints; `runs/N/values.bin`: its typed arrays
 * - `flows/SHA256.yaml`: texts of flows
 * - `files/SHA256`: files, as they are
 */
export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  exportedAt: z.number(),
  runs: z.array(
    z.object({
      executionId: z.string().min(1).max(200),
      /** The run whose step this run is: both are taken in together. */
      parent: z.string().optional(),
      folder: z.string().regex(/^runs\/\d+$/),
      run: hash,
      values: hash,
    }),
  ),
  files: z.array(hash),
  /** Files that runs refer to, and whose bytes were gone. */
  missing: z.array(hash),
});

export type Manifest = z.infer<typeof manifestSchema>;

const time = z.number();

export const recordSchema = z.object({
  executionId: z.string().min(1).max(200),
  flow: z.string(),
  flowHash: hash,
  address: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()),
  device: z.enum(['auto', 'wasm', 'webgpu']).optional(),
  status: z.enum(['running', 'succeeded', 'failed', 'cancelled', 'timed_out']),
  startedAt: time,
  endedAt: time.optional(),
  executionTime: z.number().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  durability: z.enum(['async', 'sync']),
  autoResume: z.boolean(),
  executors: z.array(z.string()),
  resumes: z.number(),
  parent: z.string().optional(),
});

export const runSchema = z.object({
  record: recordSchema,
  /** Events in their wire form, in order. */
  journal: z.array(z.looseObject({ type: z.string() })),
  checkpoints: z.array(z.object({ step: z.string(), key: z.string(), value: z.unknown() })),
});
