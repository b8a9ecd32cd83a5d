import type { FileInput, FlowFile } from './flow-file.ts';

/** What can be put into the store: any form of file, or bytes that arrive one after the other. */
export type FileContent = FileInput | ReadableStream<Uint8Array>;

/** Files by reference. The bytes stay in the store; steps, templates and journals pass the references on. */
export interface FileAccess {
  /** The bytes behind any form of file, not read yet. Rejects with `file_not_found` or `file_invalid`. */
  open(file: FileInput): Promise<Blob>;
  /**
   * Puts a file into the store and gives the reference to hand on. The same bytes are kept once.
   * Rejects with `storage_full` where there is no room.
   */
  keep(file: FileContent, name?: string): Promise<FlowFile>;
  /**
   * Puts a file into the store under a path, such as `${context.tempDir}page-1.png`; what lay there is replaced.
   * Rejects with `invalid_path` for a path that leaves its folder.
   */
  write(path: string, file: FileContent): Promise<FlowFile>;
  /** The reference of what lies at a path; undefined where nothing does. */
  find(path: string): Promise<FlowFile | undefined>;
  /** Removes what lies at a path. */
  remove(path: string): Promise<void>;
}
