import mammoth from 'mammoth';
import type { Document, DocumentText } from '../document.ts';
import { checkLength } from '../document-fault.ts';
import { damaged, docxParts } from './docx-parts.ts';

/** A Word document's paragraphs, tables and lists as text. */
export async function readDocx({ content, name }: Document): Promise<DocumentText> {
  const parts = await docxParts(content, name);
  let text: string;
  try {
    // The bytes stand in a buffer of their own, without others around them.
    ({ value: text } = await mammoth.extractRawText({ arrayBuffer: parts.slice().buffer as ArrayBuffer }));
  } catch (cause) {
    throw damaged(name, 'Its parts cannot be read.', cause);
  }
  checkLength(name, text.length);
  return { text: text.replace(/\n{3,}/g, '\n\n').trim(), metadata: {} };
}
