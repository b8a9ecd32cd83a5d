import { createSHA256 } from 'hash-wasm';

const PIECE = 4 * 1024 * 1024;

/** The SHA-256 of bytes, piece by piece, in lower-case hexadecimal. */
export async function sha256OfBlob(content: Blob): Promise<string> {
  const hash = await createSHA256();
  hash.init();
  for (let at = 0; at < content.size; at += PIECE) {
    hash.update(new Uint8Array(await content.slice(at, at + PIECE).arrayBuffer()));
  }
  return hash.digest('hex');
}
