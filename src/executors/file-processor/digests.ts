import { createMD5, createSHA256 } from 'hash-wasm';
import type { FlowContext } from '../flow-context.ts';

/** Read in pieces: a stream of a large file would fill the memory faster than the hash empties it. */
const PIECE_BYTES = 8 * 1024 * 1024;

/** SHA-256 and MD5 of a file of any size, in lower-case hexadecimal, with a memory of a few pieces. */
export async function digestsOf(
  content: Blob,
  name: string,
  { progress, signal }: Pick<FlowContext, 'progress' | 'signal'>,
): Promise<{ sha256: string; md5: string }> {
  const [sha256, md5] = await Promise.all([createSHA256(), createMD5()]);
  for (let offset = 0; offset < content.size; offset += PIECE_BYTES) {
    signal.throwIfAborted();
    const piece = new Uint8Array(await content.slice(offset, offset + PIECE_BYTES).arrayBuffer());
    sha256.update(piece);
    md5.update(piece);
    const loaded = offset + piece.length;
    progress({ phase: 'run', label: name, loaded, total: content.size, unit: 'bytes' });
  }
  return { sha256: sha256.digest(), md5: md5.digest() };
}
