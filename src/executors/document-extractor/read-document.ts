import type { Document, DocumentText } from './document.ts';
import type { DocumentKind } from './document-kind.ts';

interface Reader {
  /** What an output calls it. */
  readonly provider: string;
  /** Loaded when the first document of its kind comes: the libraries are large. */
  load(): Promise<(document: Document) => Promise<DocumentText>>;
}

const text: Reader = { provider: 'text', load: async () => (await import('./read-text.ts')).readText };

const readers: Readonly<Record<DocumentKind, Reader>> = {
  pdf: { provider: 'pdfjs', load: async () => (await import('./pdf/read-pdf.ts')).readPdf },
  docx: { provider: 'mammoth', load: async () => (await import('./docx/read-docx.ts')).readDocx },
  html: { provider: 'html-to-text', load: async () => (await import('./read-html.ts')).readHtml },
  csv: { provider: 'papaparse', load: async () => (await import('./read-csv.ts')).readCsv },
  json: { provider: 'json', load: async () => (await import('./read-json.ts')).readJson },
  md: text,
  txt: text,
};

/** Reads the text out of a document of any kind. Rejects with `file_unreadable`, `document_encrypted`, `document_limit`. */
export async function readDocument(document: Document): Promise<DocumentText & { provider: string }> {
  const { provider, load } = readers[document.kind];
  const read = await load();
  return { provider, ...(await read(document)) };
}
