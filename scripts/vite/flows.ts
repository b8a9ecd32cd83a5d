import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import sirv from 'sirv';
import type { Plugin } from 'vite';
import { type CatalogueFlow, readCatalogue } from './flow-catalogue.ts';

/** Serves and ships everything in `flows/`, with `flows/index.json` and each flow's `samples/index.json` made from it. */
export function flows(folder: string): Plugin {
  return {
    name: 'prompt-flow:flows',
    configureServer(server) {
      const files = sirv(folder, { dev: true, dotfiles: false });
      server.middlewares.use('/flows', (request, response, next) => {
        const path = `flows${(request.url ?? '/').replace(/[?#].*$/, '')}`;
        if (!path.endsWith('/index.json')) return files(request, response, next);
        readCatalogue(folder).then((catalogue) => {
          const index = indexFiles(catalogue).get(path);
          if (index === undefined) return next();
          response.setHeader('Content-Type', 'application/json');
          response.end(index);
        }, next);
      });
    },
    buildStart() {
      this.addWatchFile(folder);
    },
    async generateBundle() {
      if (this.environment.config.consumer !== 'client') return;
      for (const [fileName, source] of indexFiles(await readCatalogue(folder))) {
        this.emitFile({ type: 'asset', fileName, source });
      }
      for (const path of await filesUnder(folder)) {
        const fileName = `flows/${relative(folder, path).split(sep).join('/')}`;
        this.emitFile({ type: 'asset', fileName, source: await readFile(path) });
      }
    },
  };
}

function indexFiles(catalogue: readonly CatalogueFlow[]): Map<string, string> {
  const files = new Map([['flows/index.json', JSON.stringify({ flows: catalogue }, null, 2)]]);
  for (const { id, samples } of catalogue) {
    files.set(`flows/${id}/samples/index.json`, JSON.stringify({ samples }, null, 2));
  }
  return files;
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
