import { createSHA256 } from 'hash-wasm';
import { cancellationOf } from '../../errors/index.ts';
import type { CatalogueFile } from '../catalogue/catalogue-model.ts';
import { sha256OfBytes } from '../weights/download/sha256.ts';
import { PIECE_BYTES, type WeightStore } from '../weights/weight-store.ts';
import type { ImportEntry } from './import-source.ts';

export interface StoreEntryOptions {
  readonly store: WeightStore;
  /** What the pieces are kept under until all of the model is there. */
  readonly stage: string;
  readonly path: string;
  readonly entry: ImportEntry;
  readonly signal: AbortSignal;
  /** Told how many bytes are stored more. */
  readonly onBytes: (bytes: number) => void;
}

/** Stores a file piece by piece, and hashes it meanwhile: only a few pieces of it are in memory. */
export async function storeEntry(options: StoreEntryOptions): Promise<CatalogueFile> {
  const { store, stage, path, entry, signal, onBytes } = options;
  const whole = await createSHA256();
  const chunks: string[] = [];
  for await (const bytes of piecesOf(entry)) {
    if (signal.aborted) throw cancellationOf(signal);
    whole.update(bytes);
    const sha256 = await sha256OfBytes(bytes);
    const piece = { index: chunks.length, sha256, version: '', content: new Blob([bytes]) };
    await store.keep(stage, path, piece);
    chunks.push(sha256);
    onBytes(bytes.length);
  }
  return { path, size: entry.size, sha256: whole.digest(), chunks };
}

/** The parts of a file, cut anew to the size that weights are kept in. */
async function* piecesOf(entry: ImportEntry): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let left = entry.size;
  let piece = new Uint8Array(Math.min(PIECE_BYTES, left));
  let filled = 0;
  for await (const part of entry.parts()) {
    for (let read = 0; read < part.length; ) {
      const taken = part.subarray(read, read + piece.length - filled);
      piece.set(taken, filled);
      filled += taken.length;
      read += taken.length;
      if (filled < piece.length) continue;
      yield piece;
      left -= piece.length;
      piece = new Uint8Array(Math.min(PIECE_BYTES, left));
      filled = 0;
    }
  }
}
