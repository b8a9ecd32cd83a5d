import { unreadableRows } from './row.ts';

/** In bytes. Larger ones are no faster, and are held twice over while they are decoded. */
const PIECE = 1024 * 1024;

export interface TextPiece {
  readonly text: string;
  /** Where its bytes begin and end. */
  readonly from: number;
  readonly to: number;
}

/**
 * The text of a file, piece by piece. `blob.stream()` would read ahead as fast as it can and keep in memory what
 * nobody has taken yet; slices are read when they are asked for.
 *
 * A byte order mark decides the encoding, whatever was said. Throws `rows_unreadable` for bytes that are no text.
 */
export async function* textPieces(
  blob: Blob,
  encoding: string,
  pieceSize = PIECE,
): AsyncGenerator<TextPiece> {
  const decoder = new TextDecoder(await markedEncoding(blob, encoding), { fatal: true });
  for (let from = 0; from < blob.size; from += pieceSize) {
    const to = Math.min(from + pieceSize, blob.size);
    const bytes = await blob.slice(from, to).arrayBuffer();
    yield { text: decode(decoder, bytes, to < blob.size), from, to };
  }
}

async function markedEncoding(blob: Blob, encoding: string): Promise<string> {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return encoding;
}

function decode(decoder: TextDecoder, bytes: ArrayBuffer, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch (cause) {
    const hint = 'Say which encoding it has: files of older programs are often in windows-1252.';
    throw unreadableRows(`The file is no text in ${decoder.encoding}.`, hint, cause);
  }
}
