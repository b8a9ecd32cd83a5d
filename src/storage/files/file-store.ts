import type { FlowFile } from '../../executors/index.ts';

/** Bytes that arrived, and what they are called by. */
export interface StoredBytes {
  /** In lower-case hexadecimal. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

/** What is to be let go of, in one go. Bytes that nobody holds afterwards are removed. */
export interface Farewell {
  /** The beginning of paths, with a slash at its end. */
  readonly folder?: string;
  readonly holders?: readonly string[];
  /** Holds from now on what lay in the folder. */
  readonly heir?: string;
}

/** Bytes by their SHA-256, each once, with who needs them and where they lie. */
export interface FileStore {
  /**
   * The bytes, not read yet; undefined where they are not there. Rejects with `file_damaged` for what lost a part.
   *
   * @param name what the file is called in a message, where that is known
   */
  get(sha256: string, name?: string): Promise<Blob | undefined>;
  /** Keeps bytes. Rejects with `storage_full`; nothing of them is there then, and all that was there before is. */
  put(content: Blob | ReadableStream<Uint8Array>, holder?: string): Promise<StoredBytes>;
  /** Notes that bytes were used, and who needs them. False where there are none. */
  hold(sha256: string, holder?: string): Promise<boolean>;
  /** Lays a file at a path; what lay there is let go of. */
  place(path: string, file: FlowFile): Promise<void>;
  find(path: string): Promise<FlowFile | undefined>;
  remove(path: string): Promise<void>;
  letGo(farewell: Farewell): Promise<void>;
}

/** A path's holder among those of files. */
export function pathHolder(path: string): string {
  return `path/${path}`;
}

/** Holds what a run has kept while it is under way: its journal names what its steps passed on, not what they dropped. */
export function workHolder(executionId: string): string {
  return `work/${executionId}`;
}

/** Holds what an import has brought until the runs that need it are there. No import lasts a day. */
export function importHolder(id: string): string {
  return `import/${id}`;
}

/** The folder of a run. */
export function folderOfRun(executionId: string): string {
  return `runs/${executionId}/`;
}
