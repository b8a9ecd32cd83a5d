import type { RunCheckpoints } from '../../engine/index.ts';
import type { Durability } from '../../flow/index.ts';
import { reading, writing } from '../database/transaction.ts';

interface CheckpointStore {
  delete(keys: IDBKeyRange): Promise<void>;
}

/** What the steps of a run write down while they work, in IndexedDB. */
export class JournalCheckpoints implements RunCheckpoints {
  private readonly executionId: string;
  private readonly durability: IDBTransactionOptions;
  /** Steps that wrote something: most do not, and then there is nothing to forget. */
  private readonly written = new Set<string>();

  constructor(executionId: string, durability: Exclude<Durability, 'none'>) {
    this.executionId = executionId;
    this.durability = { durability: durability === 'sync' ? 'strict' : 'relaxed' };
  }

  async read(step: string): Promise<ReadonlyMap<string, unknown>> {
    const records = await reading(['checkpoints'], (transaction) =>
      transaction.objectStore('checkpoints').getAll(this.keysOf(step)),
    );
    if (records.length > 0) this.written.add(step);
    return new Map(records.map(({ key, value }) => [key, value]));
  }

  async write(step: string, key: string, value: unknown): Promise<void> {
    this.written.add(step);
    const { executionId } = this;
    await writing(
      ['checkpoints'],
      async (transaction) => {
        await transaction.objectStore('checkpoints').put({ executionId, step, key, value });
      },
      this.durability,
    );
  }

  /** Removes those of a step that is over, in the transaction that writes its end. */
  forget(step: string, store: CheckpointStore): void {
    if (this.written.delete(step)) store.delete(this.keysOf(step)).catch(() => {});
  }

  private keysOf(step: string): IDBKeyRange {
    const { executionId } = this;
    return IDBKeyRange.bound([executionId, step], [executionId, step, []]);
  }
}
