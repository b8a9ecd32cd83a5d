import { buildIfStale } from './build-if-stale.ts';
import { cacheFolder } from './models/cache-folder.ts';
import { readModelLock } from './models/model-lock.ts';
import { provideModels } from './models/provide-models.ts';
import { inProject } from './project.ts';
import type { Report } from './report.ts';

/** Makes sure that the models lie under `public/models` and the built site in `dist`. Does only what is missing. */
export async function prepare(report: Report, { verify = false } = {}): Promise<void> {
  await prepareModels(report, { verify });
  await buildIfStale(report);
}

/** Makes sure that the embedded models lie under `public/models`. */
export async function prepareModels(report: Report, { verify = false } = {}): Promise<void> {
  await provideModels({
    lock: await readModelLock(inProject('models', 'models.lock.json')),
    publicFolder: inProject('public', 'models'),
    cacheFolder: cacheFolder(),
    memory: inProject('.cache', 'models-checked.json'),
    report,
    verify,
  });
}
