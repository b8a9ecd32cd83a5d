import { FlowError } from '../../../errors/index.ts';
import type { Document, DocumentText } from '../document.ts';
import { checkLength, overLimit, unreadable } from '../document-fault.ts';
import { CharacterMaps } from './character-maps.ts';
import { pageText } from './page-text.ts';
import { PdfThread } from './pdf-thread.ts';

const MOST_PAGES = 20_000;

/** A scan of a thousand pages is as large; its bytes are in memory while it is read. */
const MOST_BYTES = 512 * 1024 * 1024;

/** How long one page may take. In milliseconds. */
const PAGE_TIME = 30_000;

/**
 * The text of a PDF, a paragraph break between two pages. It is read in a thread of its own: a page that never ends
 * keeps that one busy, and it is ended. Rejects with `document_encrypted`, `document_limit` and `file_unreadable`.
 *
 * @param pageTime how long opening and each page may take, in milliseconds
 */
export async function readPdf(document: Document, pageTime = PAGE_TIME): Promise<DocumentText> {
  const { content, name, password, signal } = document;
  if (content.size > MOST_BYTES) throw overLimit(name, `It has more than ${MOST_BYTES} bytes.`);
  const { getDocument, PDFWorker } = await import('pdfjs-dist');
  const thread = new PdfThread(name, pageTime, signal);
  try {
    const loading = getDocument({
      data: new Uint8Array(await content.arrayBuffer()),
      worker: PDFWorker.create({ port: thread.worker }),
      ...(password !== undefined && { password }),
      // The site's policy forbids eval; pictures are not needed, nor are the files that decode them.
      isEvalSupported: false,
      useWasm: false,
      useWorkerFetch: false,
      CMapReaderFactory: CharacterMaps,
      disableFontFace: true,
      isOffscreenCanvasSupported: false,
      stopAtErrors: false,
      verbosity: 0,
    });
    const pdf = await thread.within(loading.promise, 'It');
    const { numPages } = pdf;
    if (numPages > MOST_PAGES)
      throw overLimit(name, `It has ${numPages} pages; at most ${MOST_PAGES} are read.`);
    const { info } = await thread.within(pdf.getMetadata(), 'Its head');
    const pages: string[] = [];
    let characters = 0;
    for (let number = 1; number <= numPages; number++) {
      const text = await thread.within(
        pdf.getPage(number).then(async (page) => {
          const { items } = await page.getTextContent();
          page.cleanup();
          return pageText(items);
        }),
        `Page ${number}`,
      );
      pages.push(text);
      characters += text.length;
      checkLength(name, characters);
      document.onPage(number, numPages);
    }
    return {
      text: pages.filter((text) => text !== '').join('\n\n'),
      metadata: {
        pages: numPages,
        ...facts(info as Record<string, unknown>),
        ...(!(await hasEnd(content)) && { truncated: true }),
      },
    };
  } catch (cause) {
    throw faultOf(name, cause, password !== undefined);
  } finally {
    thread.end();
  }
}

/** Readers mend a document that is cut off, as far as it goes; then it has to be told that there was more. */
async function hasEnd(content: Blob): Promise<boolean> {
  const tail = await content.slice(-2048).arrayBuffer();
  return new TextDecoder('windows-1252').decode(tail).includes('%%EOF');
}

function facts(info: Record<string, unknown>): Record<string, unknown> {
  const entries = [
    ['title', info['Title']],
    ['author', info['Author']],
  ] as const;
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string' && value !== ''));
}

function faultOf(name: string, cause: unknown, hadPassword: boolean): unknown {
  if (cause instanceof FlowError) return cause;
  if (cause instanceof Error && cause.name === 'PasswordException') {
    const message = hadPassword
      ? `The password does not open ${name}.`
      : `${name} is encrypted and opens with a password only.`;
    const hint = 'Give its password as "password", or save it without one.';
    return new FlowError('document_encrypted', message, { hint });
  }
  const said = cause instanceof Error ? cause.message : String(cause);
  const why = `It is damaged or ends too early${said === '' ? '' : `: ${said.replace(/\.$/, '')}`}.`;
  return unreadable(name, 'a PDF', why, 'Get the file again, or print it to PDF anew.', cause);
}
