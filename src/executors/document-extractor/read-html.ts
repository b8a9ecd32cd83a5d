import { convert } from 'html-to-text';
import { decodeText } from './decode-text.ts';
import type { Document, DocumentText } from './document.ts';

/** Deeper than any page is that people read; the library goes down by recursion. */
const DEEPEST = 200;

/** A page's text in the order of its source: without scripts, addresses of links, and pictures. */
export async function readHtml(document: Document): Promise<DocumentText> {
  const { text: html, encoding } = await decodeText(document);
  const text = convert(html, {
    wordwrap: false,
    limits: { maxInputLength: html.length, maxDepth: DEEPEST, ellipsis: '' },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'template', format: 'skip' },
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
      // Capitals would change what is written.
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
  const title = titleOf(html);
  return { text, metadata: { encoding, ...(title !== '' && { title }) } };
}

function titleOf(html: string): string {
  const written = /<title[^>]{0,200}>([^<]{0,1000})/i.exec(html.slice(0, 64 * 1024))?.[1] ?? '';
  return convert(written, { wordwrap: false }).replace(/\s+/g, ' ').trim();
}
