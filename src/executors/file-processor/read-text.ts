import { FlowError } from '../../errors/index.ts';
import type { KnownFile } from './processing.ts';

/** A text of more would have to pass through every step and every page as one value. */
const MOST_BYTES = 32 * 1024 * 1024;

export interface DecodedText {
  /** Without the byte order mark. */
  readonly text: string;
  /** As the Encoding Standard names it, but for `utf-16le` and `utf-16be`, which it names in the same way. */
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
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
  const binary = bytes.findIndex(isBinary);
  if (binary >= 0) {
    const byte = (bytes[binary] ?? 0).toString(16).padStart(2, '0');
    throw unreadable(name, wanted, `Byte ${binary} is 0x${byte}, which no text has.`);
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: decode(bytes, 'windows-1252'), encoding: 'windows-1252' };
  }
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

function markedEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** Control characters that no text has: all but tab, line ends, form feed, and the escape of coloured logs. */
function isBinary(byte: number): boolean {
  return byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27;
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}
