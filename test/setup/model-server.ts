import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a server stands that misbehaves as the first part of a path says, with a slash at the end. */
    modelServer: string;
  }
}

/**
 * A real server for downloads that go wrong. A path is `/MODES/ID/FILE`, its modes joined by a comma:
 * `size=N` of the file, `cut=N` ends the connection after N bytes of each answer, `cuts=N` does so only N times,
 * `flip=N` turns a bit of byte N in the first answer that has it, `always-flip=N` in each,
 * `no-ranges`, `no-length`, `short=N` has only N bytes, `status=N`, `slow=N` waits N ms before each 256 KB.
 * `/log/MODES` tells what was asked for, and forgets it.
 */
export default async function serveModels({ provide }: TestProject): Promise<() => void> {
  const log = new Map<string, string[]>();
  const cuts = new Map<string, number>();
  const flipped = new Set<string>();
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', 'range');
    response.setHeader('access-control-expose-headers', 'content-range');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    if (request.method === 'OPTIONS') return void response.end();
    const [, first = '', ...rest] = decodeURIComponent(request.url ?? '').split('/');
    if (first === 'log') {
      const key = rest[0] ?? '';
      response.end(JSON.stringify(log.get(key) ?? []));
      log.delete(key);
      return;
    }
    const asked = `${rest.join('/')} ${request.headers.range ?? 'all'}`;
    log.set(first, [...(log.get(first) ?? []), asked]);
    void answer(request, response, {
      modes: modesOf(first),
      key: `${first}/${rest.join('/')}`,
      cuts,
      flipped,
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provide('modelServer', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return () => server.close();
}

interface Fate {
  readonly modes: ReadonlyMap<string, number>;
  readonly key: string;
  readonly cuts: Map<string, number>;
  readonly flipped: Set<string>;
}

async function answer(request: IncomingMessage, response: ServerResponse, fate: Fate): Promise<void> {
  const { modes, key, cuts, flipped } = fate;
  const status = modes.get('status');
  if (status !== undefined) return void response.writeHead(status).end();
  const size = modes.get('short') ?? modes.get('size') ?? 0;
  const range = modes.has('no-ranges') ? null : /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '');
  const begin = range === null ? 0 : Number(range[1]);
  const end = range?.[2] ? Number(range[2]) + 1 : size;
  if (begin >= size) return void response.writeHead(416).end();
  const bytes = testBytes(begin, end);
  const flip = modes.get('flip') ?? modes.get('always-flip');
  if (flip !== undefined && flip >= begin && flip < end && !flipped.has(key)) {
    bytes[flip - begin] = (bytes[flip - begin] ?? 0) ^ 1;
    if (!modes.has('always-flip')) flipped.add(key);
  }
  response.writeHead(range === null ? 200 : 206, {
    ...(range !== null && { 'content-range': `bytes ${begin}-${end - 1}/${size}` }),
    ...(!modes.has('no-length') && { 'content-length': bytes.length }),
  });
  const cutAt = cutOf(modes, key, cuts);
  for (let at = 0; at < bytes.length; at += STEP) {
    const slow = modes.get('slow');
    if (slow !== undefined) await new Promise((resolve) => setTimeout(resolve, slow));
    if (cutAt !== undefined && at + STEP > cutAt) {
      response.write(bytes.subarray(at, cutAt), () => response.destroy());
      return;
    }
    if (!response.write(bytes.subarray(at, at + STEP))) {
      await new Promise((resolve) => response.once('drain', resolve));
    }
  }
  response.end();
}

const STEP = 256 * 1024;

function cutOf(
  modes: ReadonlyMap<string, number>,
  key: string,
  cuts: Map<string, number>,
): number | undefined {
  const cut = modes.get('cut');
  const most = modes.get('cuts') ?? Number.POSITIVE_INFINITY;
  const done = cuts.get(key) ?? 0;
  if (cut === undefined || done >= most) return undefined;
  cuts.set(key, done + 1);
  // Not always at the same place: a cut shall fall into the middle of pieces as well.
  return Math.floor(cut * (0.5 + ((done * 7919) % 100) / 100));
}

function modesOf(text: string): ReadonlyMap<string, number> {
  return new Map(
    text.split(',').map((mode) => {
      const [name = '', value = '1'] = mode.split('=');
      return [name, Number(value)] as const;
    }),
  );
}

/** The bytes of every file here: each place has its own value, which the tests know too. */
function testBytes(begin: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - begin);
  for (let at = begin; at < end; at++) bytes[at - begin] = (at * 31 + (at >> 8) * 17 + (at >> 16)) & 0xff;
  return bytes;
}
