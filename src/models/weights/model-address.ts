import type { CatalogueModel } from '../catalogue/catalogue-model.ts';

/** Where a file of a model is fetched from; undefined for a model that the user brought. */
export function addressOf(model: CatalogueModel, path: string, modelsUrl: URL): URL | undefined {
  const { id, origin } = model;
  if (origin?.kind === 'import') return undefined;
  if (origin?.kind !== 'hub') return new URL(`${id}/${path}`, modelsUrl);
  return new URL(`/${id}/resolve/${encodeURIComponent(origin.revision)}/${path}`, origin.host);
}
