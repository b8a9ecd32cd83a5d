import { fileTypeFromBlob } from 'file-type';
import { isTextName, textTypeOf } from './text-type.ts';

/** What no rule knows. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/** So much of a file tells whether it is text. */
const HEAD_BYTES = 64 * 1024;

/** Formats that begin with a signature in plain text. A signature of any other format in a text is a word: "BM", "GIF". */
const TEXTUAL_FORMATS: ReadonlySet<string> = new Set([
  'application/pdf',
  'application/rtf',
  'application/xml',
  'application/postscript',
  'application/eps',
  'text/vtt',
  'text/vcard',
  'text/calendar',
]);

/**
 * The media type of a file by its content, such as `image/png`; the name only tells apart what the bytes leave open,
 * such as CSV from other text. Reads the head and, of containers, a few places more; works in every thread.
 *
 * @returns `application/octet-stream` for what is neither a known format nor text
 * @example
 * await mediaTypeOf(new Blob(['a,b\n1,2\n']), 'table.csv'); // 'text/csv'
 * await mediaTypeOf(new Blob(['a,b\n1,2\n']), 'photo.png'); // 'text/plain'
 */
export async function mediaTypeOf(content: Blob, name = ''): Promise<string> {
  const head = new Uint8Array(await content.slice(0, HEAD_BYTES).arrayBuffer());
  const format = await formatOf(content);
  const text = textOf(head, name);
  if (text === undefined) return format ?? UNKNOWN_TYPE;
  if (format === undefined || !TEXTUAL_FORMATS.has(format)) {
    // An empty file is a text only where its name says so.
    if (content.size === 0 && !isTextName(name)) return UNKNOWN_TYPE;
    return textTypeOf(text, name, head.length === content.size);
  }
  // An SVG is also an XML, and says so first.
  return format === 'application/xml' ? textTypeOf(text, name, false) : format;
}

/** By signature, without parameters such as the codec. */
async function formatOf(content: Blob): Promise<string | undefined> {
  try {
    return (await fileTypeFromBlob(content))?.mime.split(';', 1)[0];
  } catch {
    // A file that only begins like its format, or breaks in the middle of what tells it.
    return undefined;
  }
}

/**
 * The head as text; undefined where it is none. Text in an old encoding, such as Windows-1252, is only known as text
 * where the name says so too: its bytes could be anything.
 */
function textOf(head: Uint8Array, name: string): string | undefined {
  if (head.some(isControl)) return undefined;
  try {
    // `stream`: the head may end in the middle of a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
  } catch {
    return isTextName(name) ? new TextDecoder('windows-1252').decode(head) : undefined;
  }
}

/** Control characters that no text has: all but tab, line ends, form feed, and the escape of coloured logs. */
function isControl(byte: number): boolean {
  return byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27;
}
