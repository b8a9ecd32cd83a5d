import { reading, writing } from '../database/transaction.ts';

/** Bytes by their SHA-256. */
export interface FileStore {
  get(sha256: string): Promise<Blob | undefined>;
  put(sha256: string, content: Blob): Promise<void>;
}

/** A file that no run of today used can be forgotten: the next run stores its inputs again. */
const KEEP_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Keeps bytes in IndexedDB, which every thread of the site reads. */
export class IndexedDbFileStore implements FileStore {
  get(sha256: string): Promise<Blob | undefined> {
    return reading(['chunks'], async (transaction) => {
      const content = (await transaction.objectStore('chunks').get([sha256, 0]))?.content;
      return content === undefined ? undefined : new Blob([content]);
    });
  }

  put(sha256: string, content: Blob): Promise<void> {
    return writing(['files', 'chunks'], async (transaction) => {
      await transaction.objectStore('chunks').put({ sha256, index: 0, content });
      const file = { sha256, size: content.size, chunks: 1, usedAt: Date.now() };
      await transaction.objectStore('files').put(file);
    });
  }

  /** Forgets what has not been used for a day and what no run needs. */
  sweep(): Promise<void> {
    return writing(['files', 'chunks', 'holds'], async (transaction) => {
      const files = transaction.objectStore('files');
      const holds = transaction.objectStore('holds');
      const range = IDBKeyRange.upperBound(Date.now() - KEEP_MILLISECONDS);
      for (const sha256 of await files.index('usedAt').getAllKeys(range)) {
        if ((await holds.count(IDBKeyRange.bound([sha256], [sha256, []]))) > 0) continue;
        await files.delete(sha256);
        await transaction.objectStore('chunks').delete([sha256, 0]);
      }
    });
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
