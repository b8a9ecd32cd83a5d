import { writing } from '../database/transaction.ts';
import { BlockEditor } from './block-editor.ts';
import type { StoredItem } from './vector-records.ts';
import { keysOf, knownIndex, VECTOR_ROOMS, type VectorRooms } from './vector-rooms.ts';

export interface RemovedItems {
  readonly deleted: number;
  readonly count: number;
}

/** Takes items out of an index in one transaction. The last item of the index moves into each gap. */
export function removeItems(name: string, ids: readonly string[]): Promise<RemovedItems> {
  return writing<VectorRooms, RemovedItems>([...VECTOR_ROOMS], async (transaction) => {
    const index = await knownIndex(transaction, name);
    const texts = transaction.objectStore('vectorItems');
    const editor = new BlockEditor(transaction, index);
    let { count } = index;
    for (const id of ids) {
      const item = await texts.get([name, id]);
      if (item === undefined) continue;
      await texts.delete([name, id]);
      count--;
      if (item.row === count) continue;
      const last = await editor.take(count);
      await editor.put(item.row, last);
      const moved = (await texts.get([name, last.id])) as StoredItem;
      await texts.put({ ...moved, row: item.row });
    }
    if (count > 0) await editor.write(count);
    else await dropAll(transaction, name);
    return { deleted: index.count - count, count };
  });
}

/** Removes an index with all that is in it. */
export function removeIndex(name: string): Promise<RemovedItems> {
  return writing<VectorRooms, RemovedItems>([...VECTOR_ROOMS], async (transaction) => {
    const { count } = await knownIndex(transaction, name);
    await dropAll(transaction, name);
    return { deleted: count, count: 0 };
  });
}

async function dropAll(
  transaction: Parameters<Parameters<typeof writing<VectorRooms, void>>[1]>[0],
  name: string,
): Promise<void> {
  await transaction.objectStore('vectorIndexes').delete(name);
  for (const store of ['vectorItems', 'vectorCodes', 'vectorRows'] as const) {
    await transaction.objectStore(store).delete(keysOf(name));
  }
}
