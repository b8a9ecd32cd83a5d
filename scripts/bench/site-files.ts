import sirv from 'sirv';
import { inProject } from '../project.ts';
import type { BenchPageOptions } from './bench-page.ts';

/** Serves the runtime, the models and the samples of the built site beside a bench, for `BenchPage.open`. */
export function siteFiles(): NonNullable<BenchPageOptions['extra']> {
  const site = sirv(inProject('dist'), { dev: true });
  return (request, response, next) => {
    // transformers.js keeps its wasm as a script of its own making, which our policy forbids.
    response.removeHeader('content-security-policy');
    if (/^\/(ort|models|flows)\//.test(request.url ?? '')) site(request, response, next);
    else next();
  };
}
