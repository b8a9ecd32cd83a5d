import { decodeText } from './decode-text.ts';
import type { Document, DocumentText } from './document.ts';

/** A plain text, or one whose marks are part of it, such as Markdown: as it stands. */
export async function readText(document: Document): Promise<DocumentText> {
  const { text, encoding } = await decodeText(document);
  const title = document.kind === 'md' ? /^ {0,3}#[ \t]+(.*\S)/m.exec(text)?.[1] : undefined;
  return { text, metadata: { encoding, ...(title !== undefined && { title }) } };
}
