/** A file of a dropped folder, with its place in it. */
export interface ImportedFile {
  readonly path: string;
  readonly file: Blob;
}

/** Files of a folder, as a page is given them or each with its path, or one zip file of it. */
export type ImportSource = Blob | Iterable<File | ImportedFile>;

/** A file that may belong to a model, not read yet. */
export interface ImportEntry {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Its bytes, of which only a part is in memory at a time. Ends with `model_invalid` where they cannot be read. */
  parts(): AsyncIterable<Uint8Array<ArrayBuffer>>;
}
