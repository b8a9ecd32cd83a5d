import { createReadStream } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readModelLock } from '../../scripts/models/model-lock.ts';
import { originalModels } from '../../scripts/models/optimise/original-models.ts';
import { originalModelsFolder, prepareOriginalModels } from '../../scripts/prepare.ts';
import { inProject } from '../../scripts/project.ts';
import { reportTo } from '../../scripts/report.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a server stands that has models by a hub's paths, with a slash at the end. */
    hubServer: string;
  }
}

/**
 * A model hub of our own: the embedded models, by the paths and with the lists that a hub has. Each is there under
 * another organisation, `hub/…`, so that no page has it already. `/log` tells what was asked for, and forgets it.
 */
export default async function serveHub({ provide }: TestProject): Promise<() => void> {
  await prepareOriginalModels(reportTo(process.stderr));
  const { models } = originalModels(await readModelLock(inProject('models', 'models.lock.json')));
  let log: string[] = [];
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', 'range');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    if (request.method === 'OPTIONS') return void response.end();
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/log') {
      response.end(JSON.stringify(log));
      log = [];
      return;
    }
    log.push(pathname);
    const [, api, name, revision, path] =
      /^\/(api\/models\/)?hub\/([^/]+)\/(?:tree|resolve)\/([^/]+)\/?(.*)$/.exec(pathname) ?? [];
    const model = models.find(({ id }) => id.endsWith(`/${name}`));
    if (model === undefined || revision !== 'v1') return void response.writeHead(404).end();
    if (api !== undefined) return void response.end(JSON.stringify(model.files.map(entryOf)));
    const file = model.files.find((each) => each.path === path);
    if (file === undefined) return void response.writeHead(404).end();
    send(join(originalModelsFolder, model.id, file.path), file.size, request.headers.range, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provide('hubServer', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return () => server.close();
}

/** As a hub lists a file: large ones lie elsewhere, and of those the hash is told. */
function entryOf({
  path,
  size,
  sha256,
}: {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}) {
  const isLarge = path.endsWith('.onnx');
  return {
    type: 'file',
    path,
    size,
    oid: sha256.slice(0, 40),
    ...(isLarge && { lfs: { oid: sha256, size } }),
  };
}

function send(path: string, size: number, range: string | undefined, response: ServerResponse): void {
  const [, from, to] = /bytes=(\d+)-(\d*)/.exec(range ?? '') ?? [];
  const start = Number(from ?? 0);
  const end = to ? Number(to) : size - 1;
  response.writeHead(from === undefined ? 200 : 206, {
    'content-length': end - start + 1,
    ...(from !== undefined && { 'content-range': `bytes ${start}-${end}/${size}` }),
  });
  createReadStream(path, { start, end }).pipe(response);
}
