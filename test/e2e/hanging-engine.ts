import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { inProject } from '../../scripts/project.ts';
import type { ServeOptions } from '../../src/cli/serve.ts';

const LISTENER = "\nnew BroadcastChannel('hang').onmessage = () => { for (;;); };\n";

/** Serves the built engine worker with an ear for the word that makes it hang: its own thread, in a loop for good. */
export const hangingEngine: NonNullable<ServeOptions['extra']> = (request, response, next) => {
  const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname);
  if (!/^engine\.worker-.*\.js$/.test(name)) {
    next();
    return;
  }
  response.setHeader('Content-Type', 'text/javascript');
  response.end(readFileSync(inProject('dist', 'assets', name), 'utf8') + LISTENER);
};
