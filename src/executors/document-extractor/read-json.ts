import { decodeText } from './decode-text.ts';
import type { Document, DocumentText } from './document.ts';
import { unreadable } from './document-fault.ts';

/** A JSON document, indented, so that its parts stand on lines of their own. */
export async function readJson(document: Document): Promise<DocumentText> {
  const { text, encoding } = await decodeText(document);
  try {
    return { text: JSON.stringify(JSON.parse(text), null, 2), metadata: { encoding } };
  } catch (cause) {
    // Too deep for the engine's own reader and writer is a RangeError.
    const { message } = cause as Error;
    const why = /[.!?]$/.test(message) ? message : `${message}.`;
    throw unreadable(
      document.name,
      'JSON',
      why,
      'Mend it at that place, or name it .txt to take it as text.',
      cause,
    );
  }
}
