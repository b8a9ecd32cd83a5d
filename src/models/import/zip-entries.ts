import type { ZipFaults } from '../../zip/zip-faults.ts';
import { ZipReader } from '../../zip/zip-reader.ts';
import type { ImportEntry } from './import-source.ts';
import { modelInvalid } from './model-invalid.ts';

/** What goes wrong with the zip file of a model. */
export const modelZipFaults: ZipFaults = {
  invalid: (why, cause) =>
    modelInvalid(
      `The zip file cannot be read: ${why}.`,
      'Make it again, or unpack it and drop the folder.',
      cause,
    ),
  damaged: (why, cause) =>
    modelInvalid(
      `The zip file is damaged: ${why}.`,
      'Bring it once more, from where it was made or fetched.',
      cause,
    ),
  tooLarge: (what) =>
    modelInvalid(`${what} is too large for one zip file.`, 'A zip file holds less than 4 GB.'),
};

/** The files in a zip file. Rejects with `model_invalid`. */
export async function zipEntries(zip: Blob): Promise<readonly ImportEntry[]> {
  const reader = await ZipReader.open(zip, modelZipFaults);
  return reader
    .paths()
    .filter((path) => !path.endsWith('/'))
    .map((path) => ({ path, size: reader.sizeOf(path), parts: () => reader.parts(path) }));
}
