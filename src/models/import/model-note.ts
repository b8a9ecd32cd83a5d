import { z } from 'zod';
import { modelInvalid } from './model-invalid.ts';

const FORMAT = 'promptflow-model';
const VERSION = 1;

const noteSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  model: z.string(),
  task: z.string().min(1),
  dtype: z.string().min(1),
  description: z.string().optional(),
  licence: z.string().optional(),
  files: z
    .array(
      z.object({
        path: z.string().min(1),
        size: z.number().int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1),
});

/** What an export says of the model beside its files: so it comes back as the same, also one without a config. */
export type ModelNote = z.infer<typeof noteSchema>;

export function writeNote(note: Omit<ModelNote, 'format' | 'version'>): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(
    `${JSON.stringify({ format: FORMAT, version: VERSION, ...note }, null, 2)}\n`,
  );
}

/** Throws `model_invalid` where the note is none, or one of a newer page. */
export function readNote(said: unknown, path: string): ModelNote {
  const { version } = (said ?? {}) as { readonly version?: unknown };
  if (typeof version === 'number' && version > VERSION) {
    const hint = 'Reload the page, or import it where it was exported.';
    throw modelInvalid(`${path} has version ${version}, which this page cannot read yet.`, hint);
  }
  const reading = noteSchema.safeParse(said);
  if (reading.success) return reading.data;
  const [issue] = reading.error.issues;
  const place = issue?.path.join('.') || 'its top';
  throw modelInvalid(
    `${path} has something else than it should at ${place}.`,
    'Export the model again, or remove this file and leave the others.',
  );
}
