/** What the page shows, as its address says. */
export type Route =
  | { readonly page: 'gallery' }
  | { readonly page: 'models' }
  | { readonly page: 'flow'; readonly id: string };

/** The address of the page of models. */
export const MODELS_ADDRESS = '#/models';

/** Reads the address's hash: `#/flows/NAME` is a flow, `#/models` the models, anything else the gallery. */
export function routeOf(hash: string): Route {
  if (hash === MODELS_ADDRESS || hash === `${MODELS_ADDRESS}/`) return { page: 'models' };
  const match = /^#\/flows\/([^/]+)\/?$/.exec(hash);
  if (match?.[1] === undefined) return { page: 'gallery' };
  try {
    return { page: 'flow', id: decodeURIComponent(match[1]) };
  } catch {
    // A lone `%` that somebody typed: no flow has such a name, and the page says so.
    return { page: 'flow', id: match[1] };
  }
}

/** The address of a flow's page. */
export function flowAddress(id: string): string {
  return `#/flows/${encodeURIComponent(id)}`;
}
