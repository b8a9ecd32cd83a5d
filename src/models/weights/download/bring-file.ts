import { FlowError } from '../../../errors/index.ts';
import type { CatalogueFile } from '../../catalogue/catalogue-model.ts';
import { PIECE_BYTES, type WeightPiece, type WeightStore } from '../weight-store.ts';
import { readOn } from './read-on.ts';
import { sha256OfBlobs, sha256OfBytes } from './sha256.ts';

export interface BringFileOptions {
  readonly model: string;
  readonly file: CatalogueFile;
  /** Undefined where the file cannot be fetched, such as one that the user brought. */
  readonly url: URL | undefined;
  readonly store: WeightStore;
  readonly signal: AbortSignal;
  readonly pause: number;
  /** Told how many bytes are there more, or fewer where a piece was wrong. */
  readonly onBytes: (bytes: number) => void;
}

/** How often a piece, or a file of which only the whole is known, is fetched before its bytes count as wrong. */
const MOST_TRIES = 2;

/**
 * Makes sure that every piece of a file is stored and right, and gives the file as a Blob over them. What is there
 * already is not fetched again. Rejects with `download_failed`, `weights_damaged`, `storage_full` and the cancellation.
 */
export async function bringFile(options: BringFileOptions): Promise<Blob> {
  const { file, model, store } = options;
  for (let tries = 1; ; tries++) {
    const pieces = await bringPieces(options);
    const content = pieces.map((piece) => piece.content);
    if (file.chunks !== undefined || file.sha256 === undefined) return new Blob(content);
    // Nobody tells what its pieces are to be: the whole is looked at once, and never again.
    if (pieces.every((piece) => piece.sha256 === WHOLE)) return new Blob(content);
    if ((await sha256OfBlobs(content)) === file.sha256) {
      for (const piece of pieces) await store.keep(model, file.path, { ...piece, sha256: WHOLE });
      return new Blob(content);
    }
    await store.discard(model, file.path);
    options.onBytes(-file.size);
    if (tries >= MOST_TRIES) throw damaged(options);
  }
}

/** What stands in place of a piece's hash once the whole file was found right. */
const WHOLE = 'the whole file is right';

async function bringPieces(options: BringFileOptions): Promise<readonly WeightPiece[]> {
  const { model, file, store, onBytes } = options;
  const places = Math.ceil(file.size / PIECE_BYTES);
  const found: (WeightPiece | undefined)[] = Array.from({ length: places });
  for (const piece of await store.pieces(model, file.path)) {
    if (!isRight(piece, file)) continue;
    found[piece.index] = piece;
    onBytes(piece.content.size);
  }
  for (let index = 0; index < places; index++) {
    if (found[index] !== undefined) continue;
    let last = index;
    while (last + 1 < places && found[last + 1] === undefined) last++;
    for await (const piece of fetchPieces(options, index, last)) found[piece.index] = piece;
    index = last;
  }
  return found.filter((piece) => piece !== undefined);
}

/** Fetches neighbouring pieces in one go; a wrong one is fetched again by itself. */
async function* fetchPieces(
  options: BringFileOptions,
  first: number,
  last: number,
  isAgain = false,
): AsyncGenerator<WeightPiece, void> {
  const { file, model, store, onBytes } = options;
  const wrong: number[] = [];
  for await (const { index, bytes } of cut(options, first, last)) {
    const sha256 = await sha256OfBytes(bytes);
    if (file.chunks !== undefined && file.chunks[index] !== sha256) {
      wrong.push(index);
      onBytes(-bytes.byteLength);
      continue;
    }
    const piece = { index, sha256, version: versionOf(file), content: new Blob([bytes]) };
    await store.keep(model, file.path, piece);
    yield piece;
  }
  for (const index of wrong) {
    // When it is wrong once more, it is wrong at the server.
    if (isAgain) throw damaged(options, index);
    yield* fetchPieces(options, index, index, true);
  }
}

async function* cut(
  options: BringFileOptions,
  first: number,
  last: number,
): AsyncGenerator<{ readonly index: number; readonly bytes: Uint8Array<ArrayBuffer> }, void> {
  const { file, model, url, signal, pause, onBytes } = options;
  if (url === undefined) throw gone(options);
  const begin = first * PIECE_BYTES;
  const end = Math.min((last + 1) * PIECE_BYTES, file.size);
  const name = `${file.path} of ${model}`;
  let index = first;
  let bytes = new Uint8Array(lengthOf(index, file.size));
  let filled = 0;
  for await (const part of readOn({ url, name, begin, end, size: file.size, signal, pause })) {
    onBytes(part.byteLength);
    for (let read = 0; read < part.byteLength; ) {
      const taken = part.subarray(read, read + bytes.byteLength - filled);
      bytes.set(taken, filled);
      filled += taken.byteLength;
      read += taken.byteLength;
      if (filled < bytes.byteLength) continue;
      yield { index, bytes };
      index++;
      bytes = new Uint8Array(lengthOf(index, file.size));
      filled = 0;
    }
  }
}

function lengthOf(index: number, size: number): number {
  return Math.max(0, Math.min(PIECE_BYTES, size - index * PIECE_BYTES));
}

function isRight(piece: WeightPiece, file: CatalogueFile): boolean {
  if (piece.content.size !== lengthOf(piece.index, file.size)) return false;
  if (file.chunks !== undefined) return piece.sha256 === file.chunks[piece.index];
  return piece.version === versionOf(file);
}

/** What the bytes of the file as a whole go by. */
export function versionOf({ sha256, version, size }: CatalogueFile): string {
  return sha256 ?? version ?? `${size} bytes`;
}

function damaged({ file, model, url }: BringFileOptions, index?: number): FlowError {
  const place = index === undefined ? '' : ` The piece from byte ${index * PIECE_BYTES} on is another one.`;
  const hint =
    url?.origin === globalThis.location?.origin
      ? 'Run npm run setup -- --verify, which puts the right files there, and try again.'
      : 'Try again later, or take another revision: what the server sends is not what it says it has.';
  return new FlowError('weights_damaged', `${file.path} of ${model} has the wrong bytes.${place}`, { hint });
}

function gone({ file, model }: BringFileOptions): FlowError {
  const hint = 'Import the model again.';
  return new FlowError(
    'weights_damaged',
    `A part of ${file.path} of ${model} is gone, and it cannot be fetched.`,
    {
      hint,
    },
  );
}
