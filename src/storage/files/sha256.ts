import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { createSHA256 } from 'hash-wasm';
import { piecesOf } from './pieces.ts';
import { bytesOf, slicesOf } from './slices.ts';

/** The SHA-256 of a text in UTF-8, in lower-case hexadecimal. */
export function sha256OfText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** The SHA-256 of bytes of any size, one slice in memory at a time. Rejects with `file_invalid`. */
export async function sha256OfBlob(content: Blob): Promise<string> {
  // The browser's own hashes take a file as a whole or not at all.
  const hash = await createSHA256();
  for (const slice of slicesOf(content)) hash.update(await bytesOf(slice));
  return hash.digest();
}

/** A stream as a Blob, with the SHA-256 of its bytes. */
export async function sha256OfStream(
  content: ReadableStream<Uint8Array>,
): Promise<{ readonly sha256: string; readonly blob: Blob }> {
  const hash = await createSHA256();
  const pieces: Blob[] = [];
  for await (const piece of piecesOf(content)) {
    hash.update(piece);
    pieces.push(new Blob([piece]));
  }
  return { sha256: hash.digest(), blob: new Blob(pieces) };
}
