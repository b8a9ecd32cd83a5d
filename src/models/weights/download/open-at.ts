import { FlowError } from '../../../errors/index.ts';

/** The server does not have the file: asking again is of no use. */
export class NotServed extends FlowError {}

/** The server is too busy, or broken for the moment: it may answer the next time. */
export class ServerTrouble extends Error {}

/**
 * Asks a server for a file from a byte on. A server that knows no ranges sends all of it, and what was asked for
 * begins later in the stream. Rejects with `NotServed`, and with the browser's own error where nobody answers.
 *
 * @param begin the first byte that is wanted
 * @param end the byte after the last; the file's end where it is left out
 */
export async function openAt(
  url: URL,
  begin: number,
  end: number | undefined,
  name: string,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const isPart = begin > 0 || end !== undefined;
  const range = `bytes=${begin}-${end === undefined ? '' : end - 1}`;
  const response = await fetch(url, { signal, ...(isPart && { headers: { range } }) });
  if (!response.ok || response.body === null) throw refused(response.status, url, name);
  const starts = response.status === 206 ? startOf(response, begin) : 0;
  return starts === begin ? response.body : response.body.pipeThrough(skipping(begin - starts));
}

/** Where the part begins that the server chose to send. Across origins the header may be hidden: then it is as asked. */
function startOf({ headers }: Response, asked: number): number {
  const said = /^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1];
  const starts = said === undefined ? asked : Number(said);
  if (starts > asked) throw new TypeError('The server left out bytes that were asked for.');
  return starts;
}

function skipping(bytes: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let left = bytes;
  return new TransformStream({
    transform(part, controller) {
      const skipped = Math.min(left, part.byteLength);
      left -= skipped;
      if (skipped < part.byteLength) controller.enqueue(part.subarray(skipped));
    },
  });
}

function refused(status: number, url: URL, name: string): Error {
  if (status === 408 || status === 429 || status >= 500)
    return new ServerTrouble(`the server answered ${status}`);
  // What is asked for lies behind the end of what the server has.
  if (status === 416) {
    const hint = 'Bring the whole file to the server: what lies there was cut short.';
    return new NotServed('weights_damaged', `${name} is shorter at the server than it has to be.`, { hint });
  }
  const isHere = url.origin === globalThis.location?.origin;
  const hint = isHere
    ? 'Run npm start, which puts the models there, and try again.'
    : `See whether the model, its revision and the host ${url.host} are right.`;
  return new NotServed('download_failed', `${name}: the server answered ${status}.`, { hint });
}
