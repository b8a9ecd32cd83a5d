import { FlowError } from '../../errors/index.ts';
import { SLICE_BYTES } from './slices.ts';

/**
 * What a stream gives, in pieces of `SLICE_BYTES` and a last one that is shorter; no piece for a stream without bytes.
 * Rejects with `file_invalid` for a stream of something else, and with the stream's own error.
 */
export async function* piecesOf(
  content: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = content.getReader();
  let piece = new Uint8Array(SLICE_BYTES);
  let filled = 0;
  let isRead = false;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      let rest = asBytes(read.value);
      while (rest.length > 0) {
        const part = rest.subarray(0, SLICE_BYTES - filled);
        piece.set(part, filled);
        filled += part.length;
        rest = rest.subarray(part.length);
        if (filled < SLICE_BYTES) continue;
        yield piece;
        // Whoever got the last one may still look at it.
        piece = new Uint8Array(SLICE_BYTES);
        filled = 0;
      }
    }
    isRead = true;
    if (filled > 0) yield piece.slice(0, filled);
  } finally {
    // Whoever makes the bytes shall not go on for nobody.
    if (!isRead) await reader.cancel().catch(() => {});
  }
}

function asBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const hint = 'Put a TextEncoderStream behind a stream of text.';
  throw new FlowError('file_invalid', 'A stream of a file gives Uint8Arrays.', { hint });
}
