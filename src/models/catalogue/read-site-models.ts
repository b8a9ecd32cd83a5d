import { FlowError } from '../../errors/index.ts';
import type { CatalogueModel } from './catalogue-model.ts';

/** Reads `models.json` of the site, once. A failed read is tried again at the next call. */
export function siteModelsReader(modelsUrl: URL): () => Promise<readonly CatalogueModel[]> {
  let reading: Promise<readonly CatalogueModel[]> | undefined;
  return () => {
    reading ??= readSiteModels(new URL('models.json', modelsUrl)).catch((cause: unknown) => {
      reading = undefined;
      throw cause;
    });
    return reading;
  };
}

async function readSiteModels(url: URL): Promise<readonly CatalogueModel[]> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return ((await response.json()) as { models: CatalogueModel[] }).models;
  } catch (cause) {
    const hint = 'Run npm start, which puts the models there, and reload the page.';
    throw new FlowError('model_unavailable', `The list of models at ${url.pathname} could not be read.`, {
      hint,
      cause,
    });
  }
}
