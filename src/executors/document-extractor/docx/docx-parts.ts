import { Unzip, type UnzipFile, UnzipInflate, zipSync } from 'fflate';
import { overLimit, unreadable } from '../document-fault.ts';

/** All parts with text together, inflated: the library makes a tree of them, of some ten times the size. */
const MOST_BYTES = 48 * 1024 * 1024;

const MOST_ENTRIES = 10_000;

/** So much is read at once: between two pieces it is seen how much has come out. */
const PIECE_BYTES = 64 * 1024;

/** Parts that hold the text and say where it is; pictures, fonts and embedded files are passed over, not inflated. */
const WANTED = /^(?:\[Content_Types\]\.xml|(?:_rels|docProps|word)\/[^\\]*\.(?:xml|rels))$/i;

/**
 * The parts of a Word document that have to do with its text, packed anew without compression. What comes out of the
 * compression is counted while it comes, whatever the file says of its sizes: the reader gets nothing that was not.
 * Throws `document_limit` and `file_unreadable`.
 */
export async function docxParts(content: Blob, name: string, most = MOST_BYTES): Promise<Uint8Array> {
  const parts = new Map<string, Uint8Array[]>();
  let fault: unknown;
  let inflated = 0;
  let entries = 0;
  const take = (file: UnzipFile): void => {
    if (++entries > MOST_ENTRIES) throw overLimit(name, `It has more than ${MOST_ENTRIES} parts.`);
    if (!WANTED.test(file.name)) return;
    const pieces: Uint8Array[] = [];
    // Of two parts of one name the later counts, as for other readers.
    parts.set(file.name, pieces);
    file.ondata = (error, piece) => {
      if (error !== null) throw error;
      inflated += piece.length;
      if (inflated > most) throw overLimit(name, `Its text parts unpack to more than ${most} bytes.`);
      pieces.push(piece);
    };
    file.start();
  };
  const unzip = new Unzip((file) => {
    try {
      take(file);
    } catch (cause) {
      fault ??= cause;
    }
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < content.size && fault === undefined; at += PIECE_BYTES) {
      const piece = new Uint8Array(await content.slice(at, at + PIECE_BYTES).arrayBuffer());
      unzip.push(piece, at + PIECE_BYTES >= content.size);
    }
  } catch (cause) {
    fault ??= cause;
  }
  if (fault !== undefined)
    throw isOurs(fault) ? fault : damaged(name, 'It is damaged or ends too early.', fault);
  if (!parts.has('[Content_Types].xml')) {
    throw damaged(name, 'It is a zip archive without the parts that such a document has.');
  }
  const whole = Array.from(parts, ([path, pieces]) => [path, joined(pieces)] as const);
  return zipSync(Object.fromEntries(whole), { level: 0 });
}

export function damaged(name: string, why: string, cause?: unknown): Error {
  const hint = 'Get the file again, or open it in Word and save it anew.';
  return unreadable(name, 'a Word document', why, hint, cause);
}

function isOurs(fault: unknown): fault is Error {
  return fault instanceof Error && fault.name === 'FlowError';
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
