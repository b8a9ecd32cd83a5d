import { createSHA256 } from 'hash-wasm';
import type { StoredFile } from '../database/schema.ts';
import { reading, writing } from '../database/transaction.ts';
import { takesBlobs } from './blob-probe.ts';
import { changingFiles, forgetPieces, holdBy } from './file-rooms.ts';
import type { StoredBytes } from './file-store.ts';
import { piecesOf } from './pieces.ts';
import { isReadable, readFile } from './read-file.ts';
import { sha256OfBlob } from './sha256.ts';
import { bytesOf, slicesOf } from './slices.ts';

/** Held while pieces are written that no file refers to yet: nobody sweeps them, in no tab. */
export const lockOf = (key: string): string => `prompt-flow/file/${key}`;

/** Stores bytes, once. Rejects with `storage_full`, and with `file_invalid` where they cannot be read. */
export async function storeBlob(content: Blob, holder: string | undefined): Promise<StoredBytes> {
  const stored = { sha256: await sha256OfBlob(content), size: content.size };
  if (await takeStored(stored.sha256, holder)) return stored;
  const slices = slicesOf(content);
  const [only] = slices;
  if (slices.length > 1) {
    return arriving(async (write) => {
      for (const slice of slices) await write(slice);
      return stored;
    }, holder);
  }
  const piece = only && (await storable(only));
  await putFile({ ...stored, chunks: slices.length, usedAt: Date.now() }, holder, piece);
  return stored;
}

/** Stores bytes as they arrive, and hashes them meanwhile. Rejects with `storage_full` and with the stream's error. */
export function storeStream(
  content: ReadableStream<Uint8Array>,
  holder: string | undefined,
): Promise<StoredBytes> {
  return arriving(async (write) => {
    const hash = await createSHA256();
    let size = 0;
    for await (const piece of piecesOf(content)) {
      hash.update(piece);
      size += piece.length;
      await write(new Blob([piece]));
    }
    return { sha256: hash.digest(), size };
  }, holder);
}

/** Lets pieces arrive under a key of their own, each in its transaction: a large file in one would all be in memory. */
async function arriving(
  work: (write: (piece: Blob) => Promise<void>) => Promise<StoredBytes>,
  holder: string | undefined,
): Promise<StoredBytes> {
  const under = `pieces/${crypto.randomUUID()}`;
  return navigator.locks.request(lockOf(under), async () => {
    let chunks = 0;
    try {
      const stored = await work((piece) => putPiece(under, chunks++, piece));
      if (await takeStored(stored.sha256, holder)) await changingFiles((all) => forgetPieces(all, under));
      else await putFile({ ...stored, chunks, under, usedAt: Date.now() }, holder);
      return stored;
    } catch (thrown) {
      // What was written in vain gives its room back; where even that fails, the next sweep does it.
      await changingFiles((all) => forgetPieces(all, under)).catch(() => {});
      throw thrown;
    }
  });
}

async function putPiece(key: string, index: number, piece: Blob): Promise<void> {
  const content = await storable(piece);
  // Of this store alone: journals go on being written meanwhile.
  await writing(['chunks'], async (transaction) => {
    await transaction.objectStore('chunks').put({ sha256: key, index, content });
  });
}

/** Makes the pieces a file; those of a damaged one of the same hash go. */
function putFile(file: StoredFile, holder: string | undefined, piece?: Blob | ArrayBuffer): Promise<void> {
  const { sha256 } = file;
  return changingFiles(async (transaction) => {
    const files = transaction.objectStore('files');
    const before = await files.get(sha256);
    if (before !== undefined) await forgetPieces(transaction, before.under ?? sha256);
    if (piece !== undefined) {
      await transaction.objectStore('chunks').put({ sha256, index: 0, content: piece });
    }
    await files.put(file);
    await holdBy(transaction, sha256, holder);
  });
}

/** Whether the bytes are there already, whole; then they count as used, and are held. */
async function takeStored(sha256: string, holder: string | undefined): Promise<boolean> {
  if (!(await isStored(sha256))) return false;
  return changingFiles(async (transaction) => {
    const files = transaction.objectStore('files');
    const file = await files.get(sha256);
    if (file === undefined) return false;
    await files.put({ ...file, usedAt: Date.now() });
    await holdBy(transaction, sha256, holder);
    return true;
  });
}

async function isStored(sha256: string): Promise<boolean> {
  const found = await reading(['files', 'chunks'], (transaction) =>
    // What is damaged is written anew.
    readFile(transaction, sha256, '').catch(() => undefined),
  );
  return found !== undefined && isReadable(found.pieces);
}

/** A piece in the form that this engine stores. */
async function storable(piece: Blob): Promise<Blob | ArrayBuffer> {
  return (await takesBlobs()) ? piece : (await bytesOf(piece)).buffer;
}
