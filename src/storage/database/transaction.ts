import type { IDBPTransaction } from 'idb';
import { openDatabase } from './open-database.ts';
import type { PromptFlowSchema, StoreName } from './schema.ts';
import { storageError } from './storage-error.ts';

type Transaction<Names extends StoreName[], Mode extends IDBTransactionMode> = IDBPTransaction<
  PromptFlowSchema,
  Names,
  Mode
>;

/** Reads from stores in one transaction. Rejects with a code, such as `storage_unavailable`. */
export function reading<Names extends StoreName[], Answer>(
  stores: Names,
  work: (transaction: Transaction<Names, 'readonly'>) => Promise<Answer>,
): Promise<Answer> {
  return inTransaction(stores, 'readonly', work, {});
}

/**
 * Writes to stores in one transaction: all of it is there afterwards, or nothing.
 * `work` may wait for requests of this transaction alone. Rejects with `storage_full` and its like.
 *
 * @param options `durability: 'strict'` waits until the disk has it
 */
export function writing<Names extends StoreName[], Answer>(
  stores: Names,
  work: (transaction: Transaction<Names, 'readwrite'>) => Promise<Answer>,
  options: IDBTransactionOptions = {},
): Promise<Answer> {
  return inTransaction(stores, 'readwrite', work, options);
}

async function inTransaction<Names extends StoreName[], Mode extends 'readonly' | 'readwrite', Answer>(
  stores: Names,
  mode: Mode,
  work: (transaction: Transaction<Names, Mode>) => Promise<Answer>,
  options: IDBTransactionOptions,
): Promise<Answer> {
  const database = await openDatabase();
  let transaction: Transaction<Names, Mode>;
  try {
    transaction = database.transaction(stores, mode, options);
  } catch (thrown) {
    throw storageError(thrown);
  }
  // It is looked at below; without this a transaction that `work` gave up would count as an unhandled rejection.
  transaction.done.catch(() => {});
  try {
    const answer = await work(transaction);
    await transaction.done;
    return answer;
  } catch (thrown) {
    abort(transaction);
    // A full disk shows in the transaction; its requests say no more than that they were aborted.
    throw storageError(transaction.error ?? thrown);
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}
