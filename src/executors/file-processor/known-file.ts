/** A file that has been looked at. */
export interface KnownFile {
  readonly content: Blob;
  readonly name: string;
  /** The media type by content. */
  readonly type: string;
}
