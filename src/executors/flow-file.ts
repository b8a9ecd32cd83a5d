/**
 * A reference to a file whose bytes the store keeps (IndexedDB in a page).
 * It is small plain data: steps, templates, journals and pages pass it around, never the bytes.
 */
export interface FlowFile {
  readonly kind: 'file';
  readonly id: string;
  readonly name: string;
  /** The media type, such as `audio/wav`. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** Of the bytes, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** What every file, image and audio field takes. A string is a `data:` URL or the id of a stored file. */
export type FileInput = FlowFile | Blob | { content: Blob | Uint8Array | string; filename?: string } | string;

export function isFlowFile(value: unknown): value is FlowFile {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'file' &&
    'sha256' in value &&
    typeof value.sha256 === 'string'
  );
}
