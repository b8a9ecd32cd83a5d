import { type IDBPDatabase, openDB } from 'idb';
import { DATABASE_NAME } from '../../../src/storage/database/open-database.ts';

/** What the engine's storage is held against: a database of its own, and `idb` alone. */
export class PlainDatabase {
  private readonly database: IDBPDatabase;

  private constructor(database: IDBPDatabase) {
    this.database = database;
  }

  static async open(): Promise<PlainDatabase> {
    return new PlainDatabase(
      await openDB('plain', 1, {
        upgrade(database) {
          database.createObjectStore('events', { keyPath: ['executionId', 'sequence'] });
          database.createObjectStore('files');
        },
      }),
    );
  }

  /** Puts records in one transaction. */
  async putEvents(
    records: readonly unknown[],
    durability: IDBTransactionOptions['durability'] = 'relaxed',
  ): Promise<void> {
    const transaction = this.database.transaction('events', 'readwrite', { durability });
    for (const record of records) transaction.store.put(record).catch(() => {});
    await transaction.done;
  }

  async putFile(key: string, content: Blob): Promise<void> {
    await this.database.put('files', content, key);
  }

  async forget(): Promise<void> {
    await this.database.clear('events');
    await this.database.clear('files');
  }
}

/** Opens the engine's database and reads one run's journal, and nothing more. Gives milliseconds. */
export async function readPlainly(executionId: string, steps: number): Promise<number> {
  const start = performance.now();
  const database = await openDB(DATABASE_NAME);
  const range = IDBKeyRange.bound([executionId], [executionId, []]);
  const { length } = await database.getAll('journal', range);
  const time = performance.now() - start;
  if (length < 2 * steps) throw new Error(`The journal has ${length} entries.`);
  return time;
}
