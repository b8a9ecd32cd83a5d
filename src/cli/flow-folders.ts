import { randomUUID } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Lets the page read the flows that a flow names: YAML files below the folders of the runs, and nothing else.
 * An address holds the whole path of the file, so `../other/flow.yaml` means what it means on the disk.
 */
export class FlowFolders {
  /** Nobody else on this machine can guess it, though everybody may ask the server. */
  private readonly prefix = `/flow-files/${randomUUID()}`;
  private readonly roots = new Set<string>();
  private readonly say: (line: string) => void;

  /** @param say is told of a file that would be there but lies outside */
  constructor(say: (line: string) => void) {
    this.say = say;
  }

  /** The address of a flow on the session's server. Flows below its root (see `rootOf`) can be read from now on. */
  async open(flow: string, root?: string): Promise<string> {
    this.roots.add(await realpath(root ?? (await rootOf(flow))));
    return `${this.prefix}${pathToFileURL(resolve(flow)).pathname}`;
  }

  /** Plain data with paths in place of the addresses that stand in its texts: an address means nothing afterwards. */
  withPaths<Data>(data: Data): Data {
    const address = new RegExp(`https?://[^\\s/]+${this.prefix}(?=/)`, 'g');
    const text = JSON.stringify(data, (_key, value) =>
      typeof value === 'string' ? value.replace(address, '') : value,
    );
    return JSON.parse(text) as Data; // The same data with other texts in it.
  }

  /** Answers requests for flows, and hands on all others. */
  answer(request: IncomingMessage, response: ServerResponse, next: () => void): void {
    // Dots that climb, encoded ones too, are gone from a pathname.
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith(`${this.prefix}/`)) next();
    else if (request.method !== 'GET' && request.method !== 'HEAD') end(response, 405, 'Only GET.');
    else {
      this.read(pathname.slice(this.prefix.length)).then(
        ({ status, text }) => end(response, status, text),
        // A name that no file can have, a file that is not there or that nobody may read: all the same to who asks.
        () => end(response, 404, 'Not found.'),
      );
    }
  }

  private async read(path: string): Promise<{ status: number; text: string }> {
    const asked = fileURLToPath(`file://${path}`);
    if (!isFlowName(asked)) return { status: 404, text: 'Not found.' };
    // A link is judged by where it leads.
    const file = await realpath(asked);
    if (![...this.roots].some((root) => liesBelow(file, root))) {
      const roots = [...this.roots].join(', ');
      this.say(`${asked} lies outside of ${roots} and is not read: name a wider folder with --root.`);
      return { status: 403, text: 'Outside of the folders of this run.' };
    }
    const isHidden = [...this.roots].every((root) => !liesBelow(file, root) || hidesBelow(file, root));
    if (isHidden || !isFlowName(file) || !(await stat(file)).isFile()) {
      return { status: 404, text: 'Not found.' };
    }
    return { status: 200, text: await readFile(file, 'utf8') };
  }
}

/** Where the flows lie that a flow may name: the present folder if the flow is in it, else the flow's own. */
export async function rootOf(flow: string): Promise<string> {
  const here = await realpath('.');
  const file = await realpath(flow);
  return liesBelow(file, here) ? here : dirname(file);
}

function liesBelow(file: string, root: string): boolean {
  const path = relative(root, file);
  return path !== '' && !isAbsolute(path) && path.split(sep)[0] !== '..';
}

/** Hidden files and folders are not for flows; the root itself may lie in one. */
function hidesBelow(file: string, root: string): boolean {
  return relative(root, file)
    .split(sep)
    .some((part) => part.startsWith('.'));
}

function isFlowName(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

function end(response: ServerResponse, status: number, text: string): void {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
  response.writeHead(status, headers).end(text);
}
