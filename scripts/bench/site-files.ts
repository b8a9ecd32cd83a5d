import sirv from 'sirv';
import { originalModelsFolder } from '../prepare.ts';
import { inProject } from '../project.ts';
import type { BenchPageOptions } from './bench-page.ts';

/**
 * Serves the runtime, the models and the samples of the built site beside a bench, for `BenchPage.open`, and for its peers
 * the models as their packages have them.
 */
export function siteFiles(): NonNullable<BenchPageOptions['extra']> {
  const site = sirv(inProject('dist'), { dev: true });
  const originals = sirv(originalModelsFolder, { dev: true });
  return (request, response, next) => {
    // transformers.js keeps its wasm as a script of its own making, which our policy forbids.
    response.removeHeader('content-security-policy');
    const [, original] = /^\/original-models(\/.*)$/.exec(request.url ?? '') ?? [];
    if (original !== undefined) originals(Object.assign(request, { url: original }), response, next);
    else if (/^\/(ort|models|flows)\//.test(request.url ?? '')) site(request, response, next);
    else next();
  };
}
