import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServeOptions } from '../../src/cli/serve.ts';

/** Serves test/fixtures/executors under /executors/, as a site serves its author's own modules. */
export const executorModules: NonNullable<ServeOptions['extra']> = (request, response, next) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (!path.startsWith('/executors/')) {
    next();
    return;
  }
  const file = fileURLToPath(new URL(`../fixtures/executors/${basename(path)}`, import.meta.url));
  response.setHeader('Content-Type', 'text/javascript');
  createReadStream(file)
    .on('error', () => response.writeHead(404).end())
    .pipe(response);
};
