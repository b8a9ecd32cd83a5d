import type { IDBPTransaction } from 'idb';
import { FlowError, nearestName } from '../../errors/index.ts';
import type { PromptFlowSchema } from '../database/schema.ts';
import type { StoredIndex } from './vector-records.ts';

/** The stores that an index lies in. */
export type VectorRooms = ['vectorIndexes', 'vectorItems', 'vectorCodes', 'vectorRows'];
export const VECTOR_ROOMS: VectorRooms = ['vectorIndexes', 'vectorItems', 'vectorCodes', 'vectorRows'];

export type VectorTransaction<Mode extends IDBTransactionMode> = IDBPTransaction<
  PromptFlowSchema,
  VectorRooms,
  Mode
>;

/** The record of an index. Rejects with `index_unknown`, which says what indexes there are. */
export async function knownIndex(
  transaction: VectorTransaction<'readonly'> | VectorTransaction<'readwrite'>,
  name: string,
): Promise<StoredIndex> {
  const indexes = (transaction as VectorTransaction<'readonly'>).objectStore('vectorIndexes');
  const found = await indexes.get(name);
  if (found !== undefined) return found;
  const names = await indexes.getAllKeys();
  const nearest = nearestName(name, names);
  const hint =
    names.length === 0
      ? 'No index has items yet: semantic_search with action: add makes one.'
      : `${nearest === undefined ? '' : `Did you mean "${nearest}"? `}There are: ${names.slice(0, 20).join(', ')}.`;
  throw new FlowError('index_unknown', `There is no index "${name}".`, { hint });
}

/** Throws `index_mismatch` where vectors of this length do not belong into the index. */
export function checkDimensions(index: StoredIndex, dimensions: number): void {
  if (index.dimensions === dimensions) return;
  const hint = `Use the model of the index, ${index.model}, or an index of another name.`;
  const message = `The index "${index.name}" has vectors of ${index.dimensions} numbers, and this one has ${dimensions}.`;
  throw new FlowError('index_mismatch', message, { hint });
}

/** All keys of an index in a store whose keys begin with its name: lists come after every number and text. */
export function keysOf(index: string): IDBKeyRange {
  return IDBKeyRange.bound([index], [index, []]);
}
