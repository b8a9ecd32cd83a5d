import { symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FlowFolders, rootOf } from '../../src/cli/flow-folders.ts';
import { serve } from '../../src/cli/serve.ts';
import { flowFolder } from './support/flow-folder.ts';

/** A server with one flow opened; `get` sends a path as it is written, which `fetch` would tidy up. */
async function served(root?: string) {
  const { folder, file } = flowFolder();
  const flow = file('flows/a/flow.yaml', 'name: a');
  file('flows/other/flow.yaml', 'name: other');
  file('flows/a-more/flow.yaml', 'name: more');
  file('flows/a/deep/er/sub flow.yml', 'name: sub');
  file('flows/a/.hidden/flow.yaml', 'name: hidden');
  file('flows/a/.env.yaml', 'name: env');
  file('flows/a/notes.txt', 'notes');
  file('secret.yaml', 'name: secret');
  const said: string[] = [];
  const folders = new FlowFolders((line) => said.push(line));
  const site = await serve({
    root: folder,
    port: 0,
    extra: (incoming, response, next) => folders.answer(incoming, response, next),
  });
  onTestFinished(site.close);
  const address = await folders.open(flow, root === undefined ? undefined : join(folder, root));
  const get = (path: string, method = 'GET') =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const { port } = new URL(site.url);
      request({ port, path, method, host: 'localhost' }, (response) => {
        let text = '';
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode, text }));
      })
        .on('error', reject)
        .end();
    });
  const beside = (path: string): string => address.replace(/flow\.yaml$/, path);
  return {
    folder,
    folders,
    site,
    address,
    beside,
    said,
    get,
    inFolder: (name: string) => join(folder, name),
  };
}

test('a flow and the flows below its folder are read, by addresses that hold their paths', async () => {
  const { get, address, beside, folder } = await served();
  expect(address.endsWith(`${folder}/flows/a/flow.yaml`)).toBe(true);
  expect(await get(address)).toEqual({ status: 200, text: 'name: a' });
  expect(await get(beside('deep/er/sub%20flow.yml'))).toEqual({ status: 200, text: 'name: sub' });
  expect((await get(beside('missing.yaml'))).status).toBe(404);
});

test('a wider root lets flows beside the folder be read', async () => {
  const { get, beside } = await served('flows');
  expect(await get(beside('../other/flow.yaml'))).toEqual({ status: 200, text: 'name: other' });
  expect((await get(beside('../../secret.yaml'))).status).toBe(403);
});

test.each([
  '../other/flow.yaml',
  '%2e%2e/other/flow.yaml',
  '.%2E/other/flow.yaml',
  'deep/../../other/flow.yaml',
  '..\\other\\flow.yaml',
  '../../secret.yaml',
])('%s leads out of the folder, is refused, and the way out is told', async (path) => {
  const { get, beside, said } = await served();
  const { status, text } = await get(beside(path));
  expect(status).toBe(403);
  expect(text).not.toContain('name:');
  expect(said).toEqual([expect.stringContaining('--root')]);
});

test.each([
  '..%2fother%2fflow.yaml',
  '%252e%252e/other/flow.yaml',
  '..%5cother%5cflow.yaml',
  'flow.yaml%00',
  '%ff.yaml',
  'notes.txt',
  '.hidden/flow.yaml',
  '.env.yaml',
  'deep',
  '',
])('%j is no file to be read', async (path) => {
  const { get, beside } = await served();
  const { status, text } = await get(beside(path));
  expect(status).toBe(404);
  expect(text).not.toContain('name:');
});

test('climbing above everything reaches the site, and not the disk', async () => {
  const { get, beside } = await served();
  const { status, text } = await get(beside(`${'../'.repeat(40)}etc/passwd.yaml`));
  expect([status, text]).toEqual([404, 'Not found.']);
});

test('a symbolic link is judged by where it leads', async () => {
  const { get, beside, inFolder } = await served();
  symlinkSync(inFolder('secret.yaml'), inFolder('flows/a/out.yaml'));
  symlinkSync(inFolder('flows/other'), inFolder('flows/a/outside'));
  symlinkSync(inFolder('flows/a/notes.txt'), inFolder('flows/a/text.yaml'));
  symlinkSync(inFolder('flows/a/.env.yaml'), inFolder('flows/a/env.yaml'));
  symlinkSync(inFolder('flows/a/deep'), inFolder('flows/a/inside'));
  expect((await get(beside('out.yaml'))).status).toBe(403);
  expect((await get(beside('outside/flow.yaml'))).status).toBe(403);
  expect((await get(beside('text.yaml'))).status).toBe(404);
  expect((await get(beside('env.yaml'))).status).toBe(404);
  expect((await get(beside('inside/er/sub%20flow.yml'))).status).toBe(200);
});

test('a folder whose name only begins like the root is outside', async () => {
  const { get, beside } = await served();
  expect((await get(beside('../a-more/flow.yaml'))).status).toBe(403);
});

test('nothing is read without the secret part of the address, and nothing is written', async () => {
  const { get, address, folder } = await served();
  const other = address.replace(/[0-9a-f]{8}-/, '00000000-');
  expect((await get(other)).status).toBe(404);
  expect((await get(`/flow-files${folder}/flows/a/flow.yaml`)).status).toBe(404);
  expect((await get(address, 'PUT')).status).toBe(405);
});

test('messages tell of paths in place of addresses', async () => {
  const { folders, site, address, inFolder } = await served();
  const url = new URL(address, site.url).href;
  const path = inFolder('flows/a/flow.yaml');
  expect(folders.withPaths({ message: `The flow ${url} is not there.`, count: 1 })).toEqual({
    message: `The flow ${path} is not there.`,
    count: 1,
  });
  expect(folders.withPaths('http://localhost:1/flow-files/x/y.yaml')).toBe(
    'http://localhost:1/flow-files/x/y.yaml',
  );
});

test('the root is the present folder for a flow in it, and else the flow’s own', async () => {
  const { folder, file } = flowFolder();
  expect(await rootOf(file('deep/flow.yaml', ''))).toBe(join(folder, 'deep'));
  expect(await rootOf('flows/text-statistics/flow.yaml')).toBe(process.cwd());
});
