import { openDatabase } from './database.ts';

/** Bytes by their SHA-256. */
export interface FileStore {
  get(sha256: string): Promise<Blob | undefined>;
  put(sha256: string, content: Blob): Promise<void>;
}

/** A file that no run of today used can be forgotten: the next run stores its inputs again. */
const KEEP_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Keeps bytes in IndexedDB, which every thread of the site reads. */
export class IndexedDbFileStore implements FileStore {
  async get(sha256: string): Promise<Blob | undefined> {
    const database = await openDatabase();
    return (await database.get('files', sha256))?.content;
  }

  async put(sha256: string, content: Blob): Promise<void> {
    const database = await openDatabase();
    await database.put('files', { sha256, content, usedAt: Date.now() });
  }

  /** Forgets what has not been used for a day. */
  async sweep(): Promise<void> {
    const database = await openDatabase();
    const range = IDBKeyRange.upperBound(Date.now() - KEEP_MILLISECONDS);
    const { store } = database.transaction('files', 'readwrite');
    for (const key of await store.index('usedAt').getAllKeys(range)) await store.delete(key);
  }
}

/** Keeps bytes in memory: for tests, for Node, and where a browser refuses IndexedDB. */
export class MemoryFileStore implements FileStore {
  private readonly files = new Map<string, Blob>();

  async get(sha256: string): Promise<Blob | undefined> {
    return this.files.get(sha256);
  }

  async put(sha256: string, content: Blob): Promise<void> {
    this.files.set(sha256, content);
  }
}
