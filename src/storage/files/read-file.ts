import type { IDBPTransaction } from 'idb';
import { FlowError } from '../../errors/index.ts';
import type { PromptFlowSchema, StoreName } from '../database/schema.ts';
import { allOf } from './file-rooms.ts';

interface FoundFile {
  /** In their order; together they are the file. */
  readonly pieces: readonly Blob[];
  /** In milliseconds since 1970. */
  readonly usedAt: number;
}

/** A transaction that has the stores of bytes among its own. */
type AnyTransaction = Pick<IDBPTransaction<PromptFlowSchema, StoreName[], IDBTransactionMode>, 'objectStore'>;

/** Finds the pieces of a file, not read yet; undefined where it is not there. Rejects with `file_damaged`. */
export async function readFile(
  transaction: AnyTransaction,
  sha256: string,
  name: string,
): Promise<FoundFile | undefined> {
  const file = await transaction.objectStore('files').get(sha256);
  if (file === undefined) return undefined;
  const pieces: Blob[] = [];
  let cursor = await transaction.objectStore('chunks').openCursor(allOf(file.under ?? sha256));
  while (cursor !== null) {
    const { index, content } = cursor.value;
    if (index !== pieces.length) break;
    if (!(content instanceof Blob || content instanceof ArrayBuffer)) {
      throw damagedFile(name, `piece ${index + 1} of ${file.chunks} cannot be read`);
    }
    pieces.push(content instanceof Blob ? content : new Blob([content]));
    cursor = await cursor.continue();
  }
  if (pieces.length > file.chunks) {
    throw damagedFile(name, `it has ${pieces.length} pieces instead of ${file.chunks}`);
  }
  if (pieces.length < file.chunks) {
    throw damagedFile(name, `piece ${pieces.length + 1} of ${file.chunks} is gone`);
  }
  const size = pieces.reduce((total, piece) => total + piece.size, 0);
  if (size !== file.size) throw damagedFile(name, `it has ${size} bytes instead of ${file.size}`);
  return { pieces, usedAt: file.usedAt };
}

/** Whether the disk still has what the database names: browsers keep Blobs in files beside it. */
export async function isReadable(pieces: readonly Blob[]): Promise<boolean> {
  try {
    await Promise.all(pieces.map((piece) => piece.slice(0, 1).arrayBuffer()));
    return true;
  } catch {
    return false;
  }
}

export function damagedFile(name: string, why: string): FlowError {
  const hint = 'Choose it again, or run the step again that made it. What else is stored is intact.';
  return new FlowError('file_damaged', `The stored file "${name}" is damaged: ${why}.`, { hint });
}
