import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { convertCocoSsd } from './coco-ssd/convert-coco-ssd.ts';
import type { Conversion, ModelFiles } from './conversion.ts';
import { convertMobilenet } from './mobilenet/convert-mobilenet.ts';
import { convertStories } from './stories/convert-stories.ts';

/** How each converted model is made, by its id. A new one is a folder here, a line, and a row in the table of models. */
const conversions: Readonly<Record<string, Conversion>> = {
  'promptflow/stories15M': convertStories,
  'promptflow/mobilenet-v1': convertMobilenet,
  'promptflow/coco-ssd': convertCocoSsd,
};

/** Makes a model from the files of its package that lie in a folder. The same files give the same bytes. */
export async function convertModel(
  id: string,
  folder: string,
  paths: readonly string[],
): Promise<ModelFiles> {
  const convert = Object.hasOwn(conversions, id) ? conversions[id] : undefined;
  if (convert === undefined) throw new Error(`There is no conversion to ${id}.`);
  const read = async (path: string) => [path, new Uint8Array(await readFile(join(folder, path)))] as const;
  return convert(new Map(await Promise.all(paths.map(read))));
}
