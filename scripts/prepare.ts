import { buildIfStale } from './build-if-stale.ts';
import { cacheFolder } from './models/cache-folder.ts';
import { readModelLock } from './models/model-lock.ts';
import { originalModels } from './models/optimise/original-models.ts';
import { provideModels } from './models/provide-models.ts';
import { inProject } from './project.ts';
import type { Report } from './report.ts';

/** Makes sure that the models lie under `public/models` and the built site in `dist`. Does only what is missing. */
export async function prepare(report: Report, { verify = false } = {}): Promise<void> {
  await prepareModels(report, { verify });
  await buildIfStale(report);
}

/** Where models that only tests use lie. */
export const testModelsFolder = inProject('.cache', 'test-models');

/** Makes sure that the models of tests and benches are there, outside the site. */
export async function prepareTestModels(report: Report): Promise<void> {
  await provideModels({
    lock: await readModelLock(inProject('models', 'test-models.lock.json')),
    publicFolder: testModelsFolder,
    cacheFolder: cacheFolder(),
    memory: inProject('.cache', 'test-models-checked.json'),
    report,
  });
}

/** Where embedded models lie as their packages have them: set-up optimises the page's. */
export const originalModelsFolder = inProject('.cache', 'original-models');

/** Makes sure that those are there, for what other libraries are compared with. */
export async function prepareOriginalModels(report: Report): Promise<void> {
  await provideModels({
    lock: originalModels(await readModelLock(inProject('models', 'models.lock.json'))),
    publicFolder: originalModelsFolder,
    cacheFolder: cacheFolder(),
    memory: inProject('.cache', 'original-models-checked.json'),
    report,
  });
}

/** Makes sure that the embedded models lie under `public/models`. */
async function prepareModels(report: Report, { verify = false } = {}): Promise<void> {
  await provideModels({
    lock: await readModelLock(inProject('models', 'models.lock.json')),
    publicFolder: inProject('public', 'models'),
    cacheFolder: cacheFolder(),
    memory: inProject('.cache', 'models-checked.json'),
    report,
    verify,
  });
}
