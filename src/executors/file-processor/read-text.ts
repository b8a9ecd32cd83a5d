import { FlowError } from '../../errors/index.ts';
import { guessedEncoding, isBinaryCode, markedEncoding, type TextEncoding } from '../text-encoding.ts';
import type { KnownFile } from './known-file.ts';

/** A text of more would have to pass through every step and every page as one value. */
const MOST_BYTES = 32 * 1024 * 1024;

export interface DecodedText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly encoding: TextEncoding;
}

/**
 * Decodes a whole file. UTF-16 is known by its mark; what is no UTF-8 is read as Windows-1252, the old encoding of
 * Western texts. Rejects with `file_too_large`, and with `file_unreadable` for what is no text.
 *
 * @param wanted what it was to be, for the message
 */
export async function readText({ content, name, type }: KnownFile, wanted: string): Promise<DecodedText> {
  if (content.size > MOST_BYTES) {
    const message = `${name} has ${content.size} bytes; at most ${MOST_BYTES} can be read as ${wanted}.`;
    const hint = 'Cut it into parts; rows of a large csv or jsonl file are the business of batch_processor.';
    throw new FlowError('file_too_large', message, { hint });
  }
  const bytes = new Uint8Array(await content.arrayBuffer());
  const marked = markedEncoding(bytes);
  // Its mark is also how a sound may begin, so what its type says is asked only without one.
  if (marked !== undefined) return { text: decode(bytes, marked), encoding: marked };
  if (!mayBeText(type)) throw unreadable(name, wanted, `Its content is ${type}.`);
  const binary = bytes.findIndex(isBinaryCode);
  if (binary >= 0) {
    const byte = (bytes[binary] ?? 0).toString(16).padStart(2, '0');
    throw unreadable(name, wanted, `Byte ${binary} is 0x${byte}, which no text has.`);
  }
  const encoding = guessedEncoding(bytes);
  return { text: decode(bytes, encoding), encoding };
}

/** The error of a file whose content is not what it is read as; `why` is a sentence. */
export function unreadable(name: string, wanted: string, why: string, cause?: unknown): FlowError {
  const message = `${name} cannot be read as ${wanted}. ${why}`;
  const hint = 'Choose another file, or take another processing_type: analyze tells what the file is.';
  return new FlowError('file_unreadable', message, { hint, ...(cause !== undefined && { cause }) });
}

/** What is of no known kind may be a text in an encoding that is only seen on decoding. */
function mayBeText(type: string): boolean {
  return (
    /^text\/|[/+](?:json|xml|yaml|javascript)$|^application\/x-(?:ndjson|subrip)$/.test(type) ||
    type === 'application/octet-stream'
  );
}

function decode(bytes: Uint8Array, encoding: TextEncoding): string {
  return new TextDecoder(encoding).decode(bytes);
}
