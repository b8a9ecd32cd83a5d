import { createHash } from 'node:crypto';
import type { LockedFile } from '../model-lock.ts';
import type { ModelFiles } from './conversion.ts';

/** One file of a model that was made anew, beside the one that is committed. */
export interface Comparison {
  readonly path: string;
  readonly committed: string | undefined;
  readonly made: string | undefined;
}

/** Holds what a conversion made against the lock: every file that the one or the other has. */
export function compareWithLock(files: ModelFiles, locked: readonly LockedFile[]): Comparison[] {
  const paths = new Set([...locked.map(({ path }) => path), ...files.keys()]);
  return [...paths].map((path) => ({
    path,
    committed: locked.find((file) => file.path === path)?.sha256,
    made: hashOf(files.get(path)),
  }));
}

function hashOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && createHash('sha256').update(bytes).digest('hex');
}
