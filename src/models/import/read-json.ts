import type { ImportEntry } from './import-source.ts';
import { modelInvalid } from './model-invalid.ts';

/** Vocabularies of a quarter of a million words are of some 20 MB. In bytes. */
const MOST = 128 * 1024 * 1024;

/** Reads a file of a model that is JSON. Rejects with `model_invalid`. */
export async function readJson(entry: ImportEntry): Promise<unknown> {
  const { path, size } = entry;
  if (size > MOST) throw modelInvalid(`${path} is of ${size} bytes, too many for a config.`, AGAIN);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of entry.parts()) parts.push(part);
  try {
    return JSON.parse(await new Blob(parts).text());
  } catch (cause) {
    throw modelInvalid(`${path} is not JSON: ${(cause as Error).message}.`, AGAIN, cause);
  }
}

const AGAIN = 'Bring the file once more: it was cut short or altered, or is of another kind.';
