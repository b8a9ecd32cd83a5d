import { deleteDB } from 'idb';
import { afterEach, beforeEach } from 'vitest';
import { closeDatabase, DATABASE_NAME } from '../../../src/storage/database/open-database.ts';

/** Gives every test of a file a database of its own. */
export function freshDatabase(): void {
  const forget = async (): Promise<void> => {
    await closeDatabase();
    await deleteDB(DATABASE_NAME);
  };
  beforeEach(forget);
  afterEach(forget);
}

/** Bytes that no two numbers share, and that do not compress. */
export function bytesOf(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  const words = new Uint32Array(bytes.buffer, 0, Math.floor(size / 4));
  let state = seed;
  for (let index = 0; index < words.length; index++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return bytes;
}

/** A stream of pieces of odd sizes. */
export function streamOfPieces(bytes: Uint8Array<ArrayBuffer>, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}
