import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from 'playwright';
import { inProject } from '../../scripts/project.ts';
import type { ServeOptions } from '../../src/cli/serve.ts';

/** Comes into the name of a script of the next build, as another hash of its content would. */
const MARK = '.next';
const WORKER = /(engine\.worker-[\w-]+)(\.js)/g;

/** Serves the engine's worker also as the next build of the site has it: under another name, the same otherwise. */
export const nextBuild: NonNullable<ServeOptions['extra']> = (request, response, next) => {
  const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname);
  if (!name.includes(MARK)) {
    next();
    return;
  }
  response.setHeader('Content-Type', 'text/javascript');
  createReadStream(inProject('dist', 'assets', name.replace(MARK, '')))
    .on('error', () => response.writeHead(404).end())
    .pipe(response);
};

/** From here on the tab opens pages of the next build. */
export async function takeNextBuild(tab: Page): Promise<void> {
  await tab.route(/\/assets\/engine-client-[\w-]+\.js$/, async (route) => {
    const response = await route.fetch();
    const script = await response.text();
    const next = script.replaceAll(WORKER, `$1${MARK}$2`);
    if (next === script) throw new Error('The script names no worker of the engine.');
    await route.fulfill({ response, body: next });
  });
}
