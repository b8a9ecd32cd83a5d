import type { DocumentKind } from './document-kind.ts';

/** A document that is to be read. */
export interface Document {
  readonly content: Blob;
  readonly name: string;
  readonly kind: DocumentKind;
  readonly password?: string;
  readonly signal: AbortSignal;
  /** Called after each page of a document that has pages. */
  onPage(page: number, pages: number): void;
}

/** What came out of it. */
export interface DocumentText {
  readonly text: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}
