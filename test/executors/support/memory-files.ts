import { MemoryFileStore, StoredFiles } from '../../../src/storage/index.ts';

/** The files that a step reaches, in memory: a test hands them in as `{ files }`. */
export function memoryFiles(): StoredFiles {
  return new StoredFiles(new MemoryFileStore());
}
