import type { ImportEntry, ImportedFile } from './import-source.ts';
import { modelInvalid } from './model-invalid.ts';

/** Read at a time, in bytes. `Blob.stream()` reads ahead as fast as the disk gives. */
const PIECE = 8 * 1024 * 1024;

/** The files of a folder that was dropped. */
export function folderEntries(files: readonly ImportedFile[]): readonly ImportEntry[] {
  return files.map(({ path, file }) => ({ path, size: file.size, parts: () => partsOf(path, file) }));
}

async function* partsOf(path: string, file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for (let at = 0; at < file.size; at += PIECE) {
    const slice = file.slice(at, at + PIECE);
    const part = await slice.arrayBuffer().catch((cause: unknown) => {
      const hint = 'It was changed or removed after it was chosen: choose the folder again.';
      throw modelInvalid(`${path} cannot be read any more.`, hint, cause);
    });
    yield new Uint8Array(part);
  }
}
