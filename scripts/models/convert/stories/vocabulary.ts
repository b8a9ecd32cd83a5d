/** A piece of text that is a token, and how gladly it is put together from two others. */
export interface Piece {
  readonly text: string;
  readonly score: number;
}

const MARKS = ['<unk>', '<s>', '</s>'];
const BYTES = 256;

/**
 * Reads a vocabulary of llama2.c: the length of the longest piece, then for each a score, a length and its UTF-8.
 * It writes spaces and single bytes as they are, and the marks of beginning and end on lines of their own. Here they are
 * `▁`, `<0x00>` and `<s>`, as SentencePiece has them, whose vocabulary it is.
 */
export function readVocabulary(bytes: Uint8Array, size: number): Piece[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // One of the pieces is the mark of byte order, which a decoder would leave out.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const pieces: Piece[] = [];
  let at = 4;
  for (let token = 0; token < size; token++) {
    const score = view.getFloat32(at, true);
    const length = view.getInt32(at + 4, true);
    const text = decoder.decode(bytes.subarray(at + 8, at + 8 + length));
    pieces.push({ text: MARKS[token] ?? byteName(token - MARKS.length) ?? text.replaceAll(' ', '▁'), score });
    at += 8 + length;
  }
  if (at !== bytes.length) throw new Error(`The vocabulary has ${bytes.length - at} bytes too many.`);
  return pieces;
}

function byteName(byte: number): string | undefined {
  if (byte >= BYTES) return undefined;
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
}
