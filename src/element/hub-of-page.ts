import type { HubSettings } from '../workers/engine/engine-client.ts';

/**
 * The hub that the page says models may be fetched from, if it does. One line in its head says so, for all of its elements:
 *
 * @example
 * <meta name="prompt-flow-hub" content="https://hub.example" data-revision="main" data-allow="organisation/*, other/model" />
 */
export function hubOfPage(page: Document = document): HubSettings | undefined {
  const meta = page.querySelector<HTMLMetaElement>('meta[name="prompt-flow-hub"]');
  if (meta === null || meta.content.trim() === '') return undefined;
  const { revision, allow } = meta.dataset;
  const models = allow?.split(',').map((name) => name.trim());
  return {
    host: meta.content.trim(),
    ...(revision !== undefined && { revision }),
    ...(models !== undefined && { allow: models.filter((name) => name !== '') }),
  };
}
