import { cancellationOf, FlowError } from '../../../errors/index.ts';
import { NotServed, openAt, ServerTrouble } from './open-at.ts';

export interface ReadOnOptions {
  readonly url: URL;
  /** What to call the file in a message. */
  readonly name: string;
  /** The first byte that is wanted, and the one after the last. */
  readonly begin: number;
  readonly end: number;
  /** The size of the file, in bytes. */
  readonly size: number;
  readonly signal: AbortSignal;
  /** Milliseconds before the first new try; each further one waits twice as long. */
  readonly pause: number;
}

/** How often a connection may break without a single byte in between. */
const MOST_FRUITLESS_TRIES = 4;

/**
 * The bytes of a file from one place to another, whatever happens to the connection: it is taken up again where it broke.
 * Rejects with `download_failed` when nothing comes any more, and with the cancellation.
 */
export async function* readOn(options: ReadOnOptions): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { url, name, end, size, signal, pause } = options;
  let at = options.begin;
  let fruitless = 0;
  while (at < end) {
    const before = at;
    let cause: unknown;
    try {
      const stream = await openAt(url, at, end === size ? undefined : end, name, signal);
      for await (const part of partsOf(stream)) {
        const wanted = part.byteLength > end - at ? part.subarray(0, end - at) : part;
        at += wanted.byteLength;
        yield wanted;
        if (at >= end) return;
      }
    } catch (thrown) {
      if (signal.aborted) throw cancellationOf(signal);
      if (thrown instanceof NotServed) throw thrown;
      cause = thrown;
    }
    fruitless = at > before ? 0 : fruitless + 1;
    if (fruitless >= MOST_FRUITLESS_TRIES) throw lost(url, name, at, cause);
    await waited(pause * 2 ** fruitless, signal);
  }
}

/** Streams are not iterable everywhere yet. The stream is closed when nobody reads on. */
async function* partsOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function lost(url: URL, name: string, at: number, cause: unknown): FlowError {
  const hint =
    'See whether the page is still served and the network is there, and try again: what has come is kept.';
  const message =
    cause instanceof ServerTrouble
      ? `${name}: ${cause.message}, and again when it was asked anew.`
      : at === 0
        ? `${url.href} could not be reached.`
        : `${name} broke off in the middle, after ${at} bytes, and no more came.`;
  // What the server said is in the message already.
  return new FlowError('download_failed', message, {
    hint,
    ...(!(cause instanceof ServerTrouble) && { cause }),
  });
}

function waited(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(cancellationOf(signal));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}
