import type { Connect, Plugin } from 'vite';
import { isolationHeaders, siteHeaders } from '../../src/cli/site-headers.ts';

/**
 * Puts the isolation headers on everything that vite serves.
 * `server.headers` alone leaves out what other plugins' middlewares answer.
 * The security policy comes only with the built site: vite's own client and vitest write scripts inline.
 */
export function isolation(): Plugin {
  return {
    name: 'prompt-flow:isolation',
    configureServer: (server) => void server.middlewares.use(withHeaders(isolationHeaders)),
    configurePreviewServer: (server) => void server.middlewares.use(withHeaders(siteHeaders())),
  };
}

function withHeaders(headers: Readonly<Record<string, string>>): Connect.NextHandleFunction {
  return (_request, response, next) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    next();
  };
}
