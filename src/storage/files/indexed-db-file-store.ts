import type { FlowFile } from '../../executors/index.ts';
import { reading } from '../database/transaction.ts';
import { allHeldBy, changingFiles, holdBy, pathsIn, place, release, unplace } from './file-rooms.ts';
import type { Farewell, FileStore, StoredBytes } from './file-store.ts';
import { damagedFile, isReadable, readFile } from './read-file.ts';
import { storeBlob, storeStream } from './write-file.ts';

/** A file that is read again within an hour need not be noted as used again. In milliseconds. */
const NOTE_AGAIN = 60 * 60 * 1000;

/** Keeps bytes in IndexedDB, which every thread of the site reads. */
export class IndexedDbFileStore implements FileStore {
  async get(sha256: string, name: string = sha256): Promise<Blob | undefined> {
    const found = await reading(['files', 'chunks'], (transaction) => readFile(transaction, sha256, name));
    if (found === undefined) return undefined;
    if (!(await isReadable(found.pieces))) throw damagedFile(name, 'its bytes are gone from the disk');
    // It is read also where the disk is too full to note that.
    if (Date.now() - found.usedAt > NOTE_AGAIN) await this.hold(sha256).catch(() => {});
    return new Blob([...found.pieces]);
  }

  put(content: Blob | ReadableStream<Uint8Array>, holder?: string): Promise<StoredBytes> {
    return content instanceof Blob ? storeBlob(content, holder) : storeStream(content, holder);
  }

  hold(sha256: string, holder?: string): Promise<boolean> {
    return changingFiles(async (transaction) => {
      const files = transaction.objectStore('files');
      const file = await files.get(sha256);
      if (file === undefined) return false;
      await files.put({ ...file, usedAt: Date.now() });
      await holdBy(transaction, sha256, holder);
      return true;
    });
  }

  place(path: string, file: FlowFile): Promise<void> {
    return changingFiles((transaction) => place(transaction, path, file));
  }

  async find(path: string): Promise<FlowFile | undefined> {
    const found = await reading(['paths'], (transaction) => transaction.objectStore('paths').get(path));
    return found?.file;
  }

  remove(path: string): Promise<void> {
    return changingFiles((transaction) => unplace(transaction, path));
  }

  letGo({ folder, holders = [], heir }: Farewell): Promise<void> {
    return changingFiles(async (transaction) => {
      const paths = folder === undefined ? [] : await pathsIn(transaction, folder);
      for (const path of paths) await unplace(transaction, path, heir);
      for (const holder of holders) {
        for (const sha256 of await allHeldBy(transaction, holder)) await release(transaction, sha256, holder);
      }
    });
  }
}
