import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PortTaken, type ServeOptions, serve } from '../../src/cli/serve.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function site(more: Partial<ServeOptions> = {}) {
  const root = await temporaryFolder();
  await mkdir(join(root, 'assets'));
  for (const [path, text] of Object.entries({
    'index.html': '<title>home</title>',
    'assets/worker-abc123.js': 'postMessage(1)',
    'weights.onnx': '0123456789',
    'glue.mjs': 'export {}',
    'code.wasm': '\0asm',
    'flow.yaml': 'name: ü',
    'sound.wav': 'RIFF',
    '.built-from.json': '{}',
  })) {
    await writeFile(join(root, path), text);
  }
  const served = await serve({ root, port: 0, ...more });
  onTestFinished(served.close);
  return { root, ...served, get: (path: string, init?: RequestInit) => fetch(served.url + path, init) };
}

test.each(['', 'assets/worker-abc123.js', 'weights.onnx', 'nothing-here'])(
  'isolation and security headers come with /%s',
  async (path) => {
    const { headers } = await (await site()).get(path);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('permissions-policy')).toBe('microphone=(self)');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("connect-src 'self';");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).not.toContain('*');
  },
);

test.each([
  ['', 'text/html;charset=utf-8'],
  ['glue.mjs', 'text/javascript'],
  ['code.wasm', 'application/wasm'],
  ['weights.onnx', 'application/octet-stream'],
  ['flow.yaml', 'text/plain; charset=utf-8'],
  ['sound.wav', 'audio/wav'],
])('/%s is %s', async (path, type) => {
  expect((await (await site()).get(path)).headers.get('content-type')).toBe(type);
});

test('weights go out whole, uncompressed, with their true length', async () => {
  const { get } = await site();
  const response = await get('weights.onnx', { headers: { 'Accept-Encoding': 'gzip, br' } });
  expect(response.headers.get('content-length')).toBe('10');
  expect(response.headers.get('content-encoding')).toBeNull();
  expect(await response.text()).toBe('0123456789');
});

test.each([
  ['bytes=2-5', 206, '2345', 'bytes 2-5/10'],
  ['bytes=7-', 206, '789', 'bytes 7-9/10'],
  ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
  ['bytes=10-', 416, '', 'bytes */10'],
  // Answered whole, which a server may do with any range.
  ['bytes=-3', 200, '0123456789', null],
  ['bytes=0-0', 200, '0123456789', null],
  ['bytes=0-1,4-5', 200, '0123456789', null],
])('a range %s is answered with %i', async (range, status, text, contentRange) => {
  const { get } = await site();
  const response = await get('weights.onnx', { headers: { Range: range } });
  expect([response.status, await response.text()]).toEqual([status, text]);
  expect(response.headers.get('content-range')).toBe(contentRange);
});

test('hashed assets are kept for good, all else is asked for by its tag', async () => {
  const { get } = await site();
  expect((await get('assets/worker-abc123.js')).headers.get('cache-control')).toContain('immutable');
  const first = await get('weights.onnx');
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const again = await get('weights.onnx', { headers: { 'If-None-Match': first.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
  expect(again.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
});

test('a site that is built anew is served anew', async () => {
  const { get, root } = await site();
  await get('');
  await writeFile(join(root, 'index.html'), '<title>a longer home</title>');
  expect(await (await get('')).text()).toBe('<title>a longer home</title>');
});

test('hidden files, places outside and other methods are refused', async () => {
  const { get } = await site();
  expect((await get('.built-from.json')).status).toBe(404);
  expect((await get('%2ebuilt-from.json')).status).toBe(404);
  expect((await get('..%2f..%2f..%2fetc%2fpasswd')).status).toBe(404);
  expect((await get('', { method: 'POST' })).status).toBe(405);
});

test('a name of another site that leads here is refused', async () => {
  const { url } = await site();
  const status = await new Promise((resolve, reject) => {
    request(url, { headers: { Host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(403);
});

test('a caller may answer some paths itself, with the same headers', async () => {
  const { get } = await site({
    extra: (incoming, response, next) => (incoming.url === '/mine' ? response.end('mine') : next()),
  });
  const mine = await get('mine');
  expect(await mine.text()).toBe('mine');
  expect(mine.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(await (await get('')).text()).toContain('home');
});

test('a taken port is told as such', async () => {
  const { url, root } = await site();
  const port = Number(new URL(url).port);
  await expect(serve({ root, port })).rejects.toThrow(PortTaken);
});

test('closing does not wait for a request that is never answered', async () => {
  const { url, close } = await site({ extra: () => {} });
  const pending = fetch(url).catch(() => 'broken off');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await close();
  expect(await pending).toBe('broken off');
});

test('a hub is in the policy of every response and in the page itself, and nowhere without one', async () => {
  const { get, root } = await site({
    hub: { host: 'https://hub.example', filesFrom: ['https://files.example'], allow: ['one/*'] },
  });
  await writeFile(join(root, 'index.html'), '<head><title>home</title></head>');
  for (const path of ['', 'index.html?x=1']) {
    const page = await get(path);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain(
      '<meta name="prompt-flow-hub" content="https://hub.example" data-allow="one/*" />',
    );
  }
  const worker = await get('assets/worker-abc123.js');
  expect(worker.headers.get('content-security-policy')).toContain(
    "connect-src 'self' https://hub.example https://files.example;",
  );
  expect(await (await (await site()).get('')).text()).toBe('<title>home</title>');
});
