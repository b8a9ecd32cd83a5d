import type { IDBPTransaction } from 'idb';
import type { FlowFile } from '../../executors/index.ts';
import type { PromptFlowSchema, StoreName } from '../database/schema.ts';
import { writing } from '../database/transaction.ts';
import { holderOf } from '../runs/run-record.ts';
import { folderOfRun, pathHolder, workHolder } from './file-store.ts';

type Rooms = ['files', 'chunks', 'holds', 'paths'];

/** A transaction that has these stores among its own. */
export type FileTransaction = Pick<
  IDBPTransaction<PromptFlowSchema, StoreName[], 'readwrite'>,
  'objectStore'
>;

/** Changes what is known of files, all of it or nothing. Rejects with `storage_full` and the like. */
export function changingFiles<Answer>(
  work: (transaction: FileTransaction) => Promise<Answer>,
): Promise<Answer> {
  return writing<Rooms, Answer>(['files', 'chunks', 'holds', 'paths'], work);
}

/** All pieces under one key, or all holders of one file. */
export function allOf(key: string): IDBKeyRange {
  return IDBKeyRange.bound([key], [key, []]);
}

export async function holdBy(
  transaction: FileTransaction,
  sha256: string,
  holder: string | undefined,
): Promise<void> {
  if (holder !== undefined) await transaction.objectStore('holds').put({ sha256, holder });
}

/** Lets go of a file, which goes where nobody else holds it. */
export async function release(transaction: FileTransaction, sha256: string, holder: string): Promise<void> {
  const holds = transaction.objectStore('holds');
  await holds.delete([sha256, holder]);
  if ((await holds.count(allOf(sha256))) === 0) await forget(transaction, sha256);
}

/** Removes bytes, whoever holds them. */
export async function forget(transaction: FileTransaction, sha256: string): Promise<void> {
  const files = transaction.objectStore('files');
  const file = await files.get(sha256);
  await files.delete(sha256);
  await forgetPieces(transaction, file?.under ?? sha256);
}

export async function forgetPieces(transaction: FileTransaction, key: string): Promise<void> {
  await transaction.objectStore('chunks').delete(allOf(key));
}

export async function place(transaction: FileTransaction, path: string, file: FlowFile): Promise<void> {
  const paths = transaction.objectStore('paths');
  const before = await paths.get(path);
  await paths.put({ path, file });
  await holdBy(transaction, file.sha256, pathHolder(path));
  if (before !== undefined && before.file.sha256 !== file.sha256) {
    await release(transaction, before.file.sha256, pathHolder(path));
  }
}

/** Takes a path away; `heir` holds from now on what lay there. */
export async function unplace(transaction: FileTransaction, path: string, heir?: string): Promise<void> {
  const paths = transaction.objectStore('paths');
  const found = await paths.get(path);
  if (found === undefined) return;
  await paths.delete(path);
  await holdBy(transaction, found.file.sha256, heir);
  await release(transaction, found.file.sha256, pathHolder(path));
}

/** All paths that begin with a folder, which has a slash at its end. */
export async function pathsIn(transaction: FileTransaction, folder: string): Promise<readonly string[]> {
  return transaction.objectStore('paths').getAllKeys(IDBKeyRange.bound(folder, `${folder}\uffff`));
}

/** The hashes of all that one holder holds. */
export async function allHeldBy(transaction: FileTransaction, holder: string): Promise<readonly string[]> {
  const keys = await transaction.objectStore('holds').index('holder').getAllKeys(holder);
  return keys.map(([sha256]) => sha256);
}

/** Takes away the folder of a run and all that it holds; bytes that nobody else needs go at once. */
export async function forgetFilesOfRun(transaction: FileTransaction, executionId: string): Promise<void> {
  for (const path of await pathsIn(transaction, folderOfRun(executionId))) await unplace(transaction, path);
  for (const holder of [holderOf(executionId), workHolder(executionId)]) {
    for (const sha256 of await allHeldBy(transaction, holder)) await release(transaction, sha256, holder);
  }
}
