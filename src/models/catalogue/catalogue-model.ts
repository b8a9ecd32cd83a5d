/** One model in one precision: what is known of it before its files are there. */
export interface CatalogueModel {
  /** In the hub's form, `organisation/name`. */
  readonly id: string;
  /** By its transformers.js name. */
  readonly task: string;
  /** The precision of the weights, such as `q8`. */
  readonly dtype: string;
  /** All files together, in bytes. */
  readonly size: number;
  readonly files: readonly CatalogueFile[];
  /** Where the files come from; this site where it is left out. */
  readonly origin?: ModelOrigin;
  /** The model of sentence embeddings that it tells the vectors of apart, by id: such a model is a head upon that one. */
  readonly base?: string;
  /** Every graph of it was optimised ahead: in wasm the runtime need not do it at each load. */
  readonly isOptimised?: boolean;
  readonly description?: string;
  readonly licence?: string;
}

export interface CatalogueFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Of the whole file, in lower-case hexadecimal. */
  readonly sha256?: string;
  /** Of every 8 MB of it, in order: a byte that is wrong costs one piece. */
  readonly chunks?: readonly string[];
  /** A name for these very bytes where nobody tells their SHA-256, such as the hub's id of a small file. */
  readonly version?: string;
}

export type ModelOrigin =
  | { readonly kind: 'site' }
  | { readonly kind: 'hub'; readonly host: string; readonly revision: string }
  /** The user brought the files: they cannot be fetched again. */
  | { readonly kind: 'import' };
