import { FlowError } from '../../errors/index.ts';
import {
  type FileAccess,
  type FileContent,
  type FileInput,
  type FlowFile,
  isFlowFile,
} from '../../executors/index.ts';
import { checkPath, isPath } from './check-path.ts';
import { blobFromDataUrl } from './data-url.ts';
import { type FileStore, folderOfRun, pathHolder, workHolder } from './file-store.ts';
import { RunFiles } from './run-files.ts';
import { storedType } from './stored-type.ts';

/** Files by reference, over a store of bytes. */
export class StoredFiles implements FileAccess {
  private readonly store: FileStore;

  constructor(store: FileStore) {
    this.store = store;
  }

  async open(file: FileInput): Promise<Blob> {
    const found = await this.look(file);
    return isFlowFile(found) ? this.bytesOf(found) : found;
  }

  /** The bytes behind a reference; undefined where they are gone. Rejects with `file_damaged`. */
  async read({ sha256, name, type }: FlowFile): Promise<Blob | undefined> {
    const content = await this.store.get(sha256, name);
    // The store knows bytes alone; the reference knows what they are.
    return content?.slice(0, content.size, type);
  }

  /** As `FileAccess` says. `holder` needs it until `release`; without one it goes after a day in which nobody used it. */
  async keep(content: FileContent, name?: string, holder?: string): Promise<FlowFile> {
    if (content instanceof ReadableStream) return this.keepBytes(content, name ?? 'file', '', holder);
    const file = await this.look(content);
    if (!isFlowFile(file)) return this.keepBytes(file, name ?? nameOf(content), file.type, holder);
    await this.hold(file, holder);
    return name === undefined ? file : { ...file, name };
  }

  async write(path: string, content: FileContent): Promise<FlowFile> {
    checkPath(path);
    const file = await this.keep(content, path.slice(path.lastIndexOf('/') + 1), pathHolder(path));
    await this.store.place(path, file);
    return file;
  }

  /** What is no path has nothing lying there. */
  async find(path: string): Promise<FlowFile | undefined> {
    return isPath(path) ? this.store.find(path) : undefined;
  }

  async remove(path: string): Promise<void> {
    checkPath(path);
    await this.store.remove(path);
  }

  /** Notes who needs a file. Rejects with `file_not_found`. */
  async hold(file: FlowFile, holder?: string): Promise<void> {
    if (!(await this.store.hold(file.sha256, holder))) throw notFound(file.name);
  }

  /** Lets go of all that a holder needed. Bytes that nobody else needs are removed. */
  release(holder: string): Promise<void> {
    return this.store.letGo({ holders: [holder] });
  }

  /**
   * The files as a run sees them: it writes below its own folder alone, and what it keeps stays until `endRun`.
   *
   * @param tempDir the run's `context.tempDir`: of a sub-flow's run a folder in that of the whole run
   */
  ofRun(executionId: string, tempDir: string = folderOfRun(executionId)): FileAccess {
    return new RunFiles(this, workHolder(executionId), tempDir);
  }

  /** What a run kept and did not put out is let go of, and so is its folder of temporary files, unless they are to stay. */
  async endRun(
    executionId: string,
    { keepTemp, isWrittenDown }: { readonly keepTemp: boolean; readonly isWrittenDown: boolean },
  ): Promise<void> {
    const folder = keepTemp ? {} : { folder: folderOfRun(executionId) };
    const work = workHolder(executionId);
    // Of a run that is not written down nobody knows what it put out: its bytes stay for a day.
    await this.store.letGo({ ...folder, ...(isWrittenDown ? { holders: [work] } : { heir: work }) });
  }

  private async keepBytes(
    content: Blob | ReadableStream<Uint8Array>,
    name: string,
    said: string,
    holder: string | undefined,
  ): Promise<FlowFile> {
    const { sha256, size } = await this.store.put(content, holder);
    const file = { kind: 'file', id: sha256, name, type: '', size, sha256 } as const;
    const bytes = content instanceof Blob ? content : await this.bytesOf(file);
    return { ...file, type: await storedType(bytes, name, said) };
  }

  private async look(file: FileInput): Promise<FlowFile | Blob> {
    if (file instanceof Blob || isFlowFile(file)) return file;
    if (typeof file === 'string') return file.startsWith('data:') ? blobFromDataUrl(file) : this.named(file);
    if (typeof file === 'object' && file !== null && 'content' in file) {
      const { content } = file;
      if (content instanceof Blob) return content;
      if (typeof content === 'string') return new Blob([content]);
      if (content instanceof Uint8Array) return new Blob([content.slice()]);
    }
    const hint = 'Give a file of the page, {content, filename}, a path in the store, or a data: URL.';
    throw new FlowError('file_invalid', 'Invalid file input format', { hint });
  }

  /** What a text names: a path, or the id of a stored file. */
  private async named(text: string): Promise<FlowFile | Blob> {
    const placed = await this.find(text);
    if (placed !== undefined) return placed;
    const bytes = await this.store.get(text, text);
    if (bytes === undefined) throw notFound(text);
    return bytes;
  }

  private async bytesOf(file: FlowFile): Promise<Blob> {
    const content = await this.read(file);
    if (content === undefined) throw notFound(file.name);
    return content;
  }
}

function notFound(name: string): FlowError {
  const shown = name.length > 200 ? `${name.slice(0, 200)}…` : name;
  return new FlowError('file_not_found', `File not found: ${shown}`, { hint: 'Choose the file again.' });
}

function nameOf(file: FileInput): string {
  if (file instanceof File) return file.name;
  if (typeof file === 'object' && 'filename' in file && file.filename !== undefined) return file.filename;
  return 'file';
}
