import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from '../../project.ts';
import type { ModelCache } from '../model-cache.ts';
import type { LockedFile } from '../model-lock.ts';
import { followDelta } from './delta.ts';
import { originalOf } from './original-models.ts';

/** Makes a graph that was optimised ahead out of the package's, which is in the cache. Other files are as they are. */
export async function makeOptimised(
  id: string,
  file: LockedFile,
  cache: ModelCache,
  deltaFolder = inProject('models'),
): Promise<void> {
  if (file.optimised === undefined) return;
  const folder = await cache.makeDownloadFolder();
  try {
    const delta = await readFile(join(deltaFolder, file.optimised.delta));
    const path = join(folder, 'optimised');
    await writeFile(path, followDelta(await cache.read(originalOf(file)), delta));
    await cache.take(path, file, `${id}/${file.path} made by models/${file.optimised.delta}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
