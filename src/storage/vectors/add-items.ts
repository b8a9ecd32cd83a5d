import { FlowError } from '../../errors/index.ts';
import type { VectorItem } from '../../executors/index.ts';
import { writing } from '../database/transaction.ts';
import { BlockEditor } from './block-editor.ts';
import type { StoredIndex } from './vector-records.ts';
import { checkDimensions, VECTOR_ROOMS, type VectorRooms } from './vector-rooms.ts';

export interface AddedItems {
  readonly added: number;
  readonly replaced: number;
  readonly count: number;
}

/** Puts items into an index in one transaction: all of them are in it afterwards, or none. */
export function addItems(name: string, model: string, items: readonly VectorItem[]): Promise<AddedItems> {
  const dimensions = items[0]?.vector.length ?? 0;
  return writing<VectorRooms, AddedItems>([...VECTOR_ROOMS], async (transaction) => {
    const found = await transaction.objectStore('vectorIndexes').get(name);
    const index = found ?? newIndex(name, model, dimensions);
    checkModel(index, model);
    const texts = transaction.objectStore('vectorItems');
    const editor = new BlockEditor(transaction, index);
    let { count } = index;
    let replaced = 0;
    for (const { text, ...item } of items) {
      checkDimensions(index, item.vector.length);
      const before = await texts.get([name, item.id]);
      if (before !== undefined) replaced++;
      const row = before?.row ?? count++;
      await editor.put(row, item);
      await texts.put({ index: name, id: item.id, row, text });
    }
    await editor.write(count);
    return { added: items.length - replaced, replaced, count };
  });
}

function newIndex(name: string, model: string, dimensions: number): StoredIndex {
  return { name, model, dimensions, count: 0, born: crypto.randomUUID(), versions: [] };
}

function checkModel(index: StoredIndex, model: string): void {
  if (index.model === model) return;
  const hint = 'Leave model_name out, or take an index of another name for the other model.';
  const message = `The index "${index.name}" is of ${index.model}; vectors of ${model} cannot be compared with its own.`;
  throw new FlowError('index_mismatch', message, { hint });
}
