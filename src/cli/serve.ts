import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { type ServedHub, withHub } from './served-hub.ts';
import { siteHeaders } from './site-headers.ts';

export interface ServeOptions {
  /** The folder of the built site. */
  readonly root: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: 'localhost' | '127.0.0.1';
  /** Asked before the site's files; it calls `next` for what it does not answer. The site's headers are set already. */
  readonly extra?: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  /** Where the page may fetch models from besides; it says so in the page and in its policy. */
  readonly hub?: ServedHub | undefined;
}

export interface ServedSite {
  /** With a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** The port is in use by another program. */
export class PortTaken extends Error {
  override name = 'PortTaken';
  readonly port: number;

  constructor(port: number, cause: unknown) {
    super(`Port ${port} is taken by another program.`, { cause });
    this.port = port;
  }
}

/** The addresses under which this server answers; another name that leads here is some other site's trick. */
const ownHosts = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Serves a built site to this machine alone, with isolation and security headers on every response. */
export async function serve({
  root,
  port,
  host = 'localhost',
  extra,
  hub,
}: ServeOptions): Promise<ServedSite> {
  // `dev` looks at the disk at each request: a site that is built anew meanwhile is served as it is now.
  const files = sirv(root, { dev: true, etag: true, setHeaders: describeFile });
  const headers = Object.entries(siteHeaders(hub && [hub.host, ...(hub.filesFrom ?? [])]));
  const server = createServer((request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    if (!ownHosts.test(request.headers.host ?? '')) return refuse(response, 403, 'Only for localhost.');
    const serveFile = () => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET.');
      // Hidden files are the build's own notes.
      if (/\/(\.|%2e)/i.test(request.url ?? '')) return refuse(response, 404, 'Not found.');
      if (hub !== undefined && isHome(request)) return void sendHome(root, hub, response);
      keepPlainRange(request);
      files(request, response, () => refuse(response, 404, 'Not found.'));
    };
    if (extra === undefined) serveFile();
    else extra(request, response, serveFile);
  });
  await listen(server, port, host);
  return { url: `http://${host}:${portOf(server, port)}/`, close: () => close(server) };
}

/** The site's page, by either of its names. */
function isHome({ url = '' }: IncomingMessage): boolean {
  return /^\/(index\.html)?(\?|$)/.test(url);
}

async function sendHome(root: string, hub: ServedHub, response: ServerResponse): Promise<void> {
  try {
    const page = withHub(await readFile(join(root, 'index.html'), 'utf8'), hub);
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' });
    response.end(page);
  } catch {
    refuse(response, 404, 'Not found.');
  }
}

function describeFile(response: ServerResponse, path: string): void {
  // Vite puts the content's hash in the names of what lies in `assets`; all else is asked for again, by its tag.
  const isHashed = path.startsWith('/assets/');
  response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  // Weights go out as they are: transformers.js reads badly what comes without its true length.
  if (/\.(onnx|onnx_data|bin)$/.test(path)) response.setHeader('Content-Type', 'application/octet-stream');
  if (/\.(ya?ml|txt|md)$/.test(path)) response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Accept-Ranges', 'bytes');
}

/** sirv misreads `bytes=-500`, `bytes=0-0` and lists of ranges. A server may answer any range with the whole. */
function keepPlainRange(request: IncomingMessage): void {
  const { range } = request.headers;
  if (range !== undefined && !/^bytes=\d+-([1-9]\d*)?$/.test(range)) delete request.headers.range;
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(reason);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject('code' in error && error.code === 'EADDRINUSE' ? new PortTaken(port, error) : error);
    });
    server.listen({ port, host }, resolve);
  });
}

function portOf(server: Server, wanted: number): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : wanted;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Browsers hold their connections open; waiting for them would take minutes.
    server.closeAllConnections();
  });
}
