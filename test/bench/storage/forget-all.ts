import { openDatabase } from '../../../src/storage/database/open-database.ts';

/** Empties the engine's database. */
export async function forgetAll(): Promise<void> {
  const database = await openDatabase();
  const names = [...database.objectStoreNames];
  const transaction = database.transaction(names, 'readwrite');
  await Promise.all(names.map((name) => transaction.objectStore(name).clear()));
  await transaction.done;
}
