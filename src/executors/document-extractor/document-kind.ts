import { FlowError } from '../../errors/index.ts';
import { extensionOf } from '../../media/file-name.ts';
import { mediaTypeOf } from '../../media/media-type.ts';
import { unreadable } from './document-fault.ts';

export type DocumentKind = 'pdf' | 'docx' | 'html' | 'csv' | 'json' | 'md' | 'txt';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const OLD_OFFICE = 'application/x-cfb';

/** Kinds by what the content is. */
const BY_TYPE: Readonly<Record<string, DocumentKind>> = {
  'application/pdf': 'pdf',
  [DOCX]: 'docx',
  'text/html': 'html',
  'text/csv': 'csv',
  'text/tab-separated-values': 'csv',
  'application/json': 'json',
  'text/markdown': 'md',
};

/** What a name promises, where a wrong promise would be read as something that it is not. */
const PROMISED: Readonly<Record<string, DocumentKind>> = {
  '.pdf': 'pdf',
  '.docx': 'docx',
  '.html': 'html',
  '.htm': 'html',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.json': 'json',
};

/** How a kind is called in a message. */
export const KIND_NAMES: Readonly<Record<DocumentKind, string>> = {
  pdf: 'a PDF',
  docx: 'a Word document',
  html: 'HTML',
  csv: 'a table',
  json: 'JSON',
  md: 'Markdown',
  txt: 'text',
};

/**
 * What a document is, by its content; the name only tells apart kinds of text. Rejects with `file_unreadable` for what
 * is empty or no document, `document_encrypted`, and `file_type_mismatch` where the name promises something else.
 */
export async function documentKind(
  content: Blob,
  name: string,
): Promise<{ kind: DocumentKind; type: string }> {
  if (content.size === 0) {
    throw unreadable(name, 'a document', 'The file is empty.', 'Choose a file with something in it.');
  }
  const type = await mediaTypeOf(content, name);
  const promised = PROMISED[extensionOf(name)];
  if (type === OLD_OFFICE) throw oldOffice(name);
  const kind = kindOf(type, promised) ?? (await utf16Kind(content, promised));
  if (kind === undefined && promised === undefined) {
    const hint = 'Documents are pdf, docx, html, md, csv, json and txt.';
    throw unreadable(name, 'a document', `Its content is ${type}.`, hint);
  }
  if (kind === undefined || (promised !== undefined && promised !== kind)) {
    throw mismatch(name, type, promised as DocumentKind);
  }
  return { kind, type };
}

function kindOf(type: string, promised: DocumentKind | undefined): DocumentKind | undefined {
  const known = BY_TYPE[type];
  if (known !== undefined) return known;
  // A Word document whose parts stand in an unusual order; what it really is its reader sees.
  if (type === 'application/zip' && promised === 'docx') return 'docx';
  // JSON with a fault in it is told where the fault is, and a table is a text that nothing marks.
  if (type === 'text/plain' && (promised === 'json' || promised === 'csv')) return promised;
  // Of other kinds of text (YAML, XML, source code) the text is as it stands.
  return /^text\/|[/+](?:xml|yaml|javascript)$|^application\/x-(?:ndjson|subrip)$/.test(type)
    ? 'txt'
    : undefined;
}

/** UTF-16 is full of zero bytes, as no other text is, and known by its mark alone. */
async function utf16Kind(
  content: Blob,
  promised: DocumentKind | undefined,
): Promise<DocumentKind | undefined> {
  if (promised === 'pdf' || promised === 'docx') return undefined;
  const [first, second] = new Uint8Array(await content.slice(0, 2).arrayBuffer());
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return marked ? (promised ?? 'txt') : undefined;
}

function mismatch(name: string, type: string, promised: DocumentKind): FlowError {
  const message = `${name} is not what its name says: its content is ${type}, not ${KIND_NAMES[promised]}.`;
  return new FlowError('file_type_mismatch', message, {
    hint: 'Give it its right name, or choose another file.',
  });
}

/** An encrypted .docx lies in the same container as documents of Word 97. */
function oldOffice(name: string): FlowError {
  const message = `${name} is encrypted, or in the format of Word 97 to 2003.`;
  const hint = 'Save it as .docx without a password, or as PDF.';
  return new FlowError('document_encrypted', message, { hint });
}
