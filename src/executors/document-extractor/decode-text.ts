import { guessedEncoding, isBinaryCode, markedEncoding } from '../text-encoding.ts';
import type { Document } from './document.ts';
import { checkLength, unreadable } from './document-fault.ts';
import { KIND_NAMES } from './document-kind.ts';

/** So much of a page has to hold what it says of its encoding, by the HTML standard. */
const PRESCAN_BYTES = 1024;

export interface DecodedText {
  /** Without the byte order mark, and with line ends of one kind. */
  readonly text: string;
  readonly encoding: string;
}

/**
 * Decodes a whole file: by its byte order mark, for HTML by what the page says of itself, else as UTF-8, and what is
 * not that as Windows-1252. Rejects with `document_limit`, and with `file_unreadable` for what is no text.
 */
export async function decodeText({ content, name, kind }: Document): Promise<DecodedText> {
  checkLength(name, content.size);
  const bytes = new Uint8Array(await content.arrayBuffer());
  const encoding =
    markedEncoding(bytes) ?? (kind === 'html' ? saidEncoding(bytes) : undefined) ?? guessedEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes).replace(/\r\n?/g, '\n');
  const binary = firstControl(text);
  if (binary >= 0) {
    const code = text.charCodeAt(binary).toString(16).padStart(2, '0');
    const why = `Character ${binary} is 0x${code}, which no text has.`;
    throw unreadable(
      name,
      KIND_NAMES[kind],
      why,
      'Choose another file: file_processor tells what this one is.',
    );
  }
  return { text, encoding };
}

/** The place of a character that no text has. */
function firstControl(text: string): number {
  for (let at = 0; at < text.length; at++) {
    if (isBinaryCode(text.charCodeAt(at))) return at;
  }
  return -1;
}

function saidEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, PRESCAN_BYTES));
  const label = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{1,40})/i.exec(head)?.[1];
  if (label === undefined) return undefined;
  try {
    const { encoding } = new TextDecoder(label);
    // A page that could be read so far is not in UTF-16, whatever it says: also by the standard.
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    return undefined;
  }
}
