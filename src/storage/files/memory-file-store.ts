import type { FlowFile } from '../../executors/index.ts';
import { type Farewell, type FileStore, pathHolder, type StoredBytes } from './file-store.ts';
import { sha256OfBlob, sha256OfStream } from './sha256.ts';

/** Keeps bytes in memory: for tests, for Node, and where a browser refuses IndexedDB. They last as long as the page. */
export class MemoryFileStore implements FileStore {
  private readonly files = new Map<string, Blob>();
  private readonly holds = new Map<string, Set<string>>();
  private readonly paths = new Map<string, FlowFile>();

  async get(sha256: string): Promise<Blob | undefined> {
    return this.files.get(sha256);
  }

  async put(content: Blob | ReadableStream<Uint8Array>, holder?: string): Promise<StoredBytes> {
    const { sha256, blob } =
      content instanceof Blob
        ? { sha256: await sha256OfBlob(content), blob: content }
        : await sha256OfStream(content);
    if (!this.files.has(sha256)) this.files.set(sha256, blob);
    this.holdBy(sha256, holder);
    return { sha256, size: blob.size };
  }

  async hold(sha256: string, holder?: string): Promise<boolean> {
    if (!this.files.has(sha256)) return false;
    this.holdBy(sha256, holder);
    return true;
  }

  async place(path: string, file: FlowFile): Promise<void> {
    const before = this.paths.get(path);
    this.paths.set(path, file);
    if (before !== undefined && before.sha256 !== file.sha256) {
      this.release(before.sha256, pathHolder(path));
    }
    this.holdBy(file.sha256, pathHolder(path));
  }

  async find(path: string): Promise<FlowFile | undefined> {
    return this.paths.get(path);
  }

  async remove(path: string): Promise<void> {
    const file = this.paths.get(path);
    this.paths.delete(path);
    if (file !== undefined) this.release(file.sha256, pathHolder(path));
  }

  async letGo({ folder, holders = [], heir }: Farewell): Promise<void> {
    for (const [path, { sha256 }] of folder === undefined ? [] : [...this.paths]) {
      if (!path.startsWith(folder ?? '')) continue;
      this.holdBy(sha256, heir);
      await this.remove(path);
    }
    for (const holder of holders) {
      for (const sha256 of [...this.holds.keys()]) this.release(sha256, holder);
    }
  }

  private holdBy(sha256: string, holder: string | undefined): void {
    if (holder === undefined) return;
    const holders = this.holds.get(sha256) ?? new Set();
    this.holds.set(sha256, holders.add(holder));
  }

  private release(sha256: string, holder: string): void {
    const holders = this.holds.get(sha256);
    if (holders?.delete(holder) !== true || holders.size > 0) return;
    this.holds.delete(sha256);
    this.files.delete(sha256);
  }
}
