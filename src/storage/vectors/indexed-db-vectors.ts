import {
  type FoundItem,
  type MetadataFilter,
  matchesFilter,
  type VectorAccess,
  type VectorIndex,
  type VectorItem,
  type VectorQuery,
} from '../../executors/index.ts';
import { compileScanKernel } from '../../vectors/code-scanner.ts';
import { codeQuery } from '../../vectors/coded-vector.ts';
import { rankCandidates } from '../../vectors/rank-candidates.ts';
import { shortlist } from '../../vectors/shortlist.ts';
import { reading } from '../database/transaction.ts';
import { type AddedItems, addItems } from './add-items.ts';
import { LoadedIndex } from './loaded-index.ts';
import { type RemovedItems, removeIndex, removeItems } from './remove-items.ts';
import { BLOCK_ITEMS, type StoredIndex } from './vector-records.ts';
import {
  checkDimensions,
  knownIndex,
  VECTOR_ROOMS,
  type VectorRooms,
  type VectorTransaction,
} from './vector-rooms.ts';

/** What a thread keeps of indexes between searches, in bytes: codes of all, and vectors of the one used last. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Indexes of vectors in IndexedDB. Its own memory is only a copy: each search compares versions within its transaction,
 * so that it sees what other tabs have written, and all of it as of one moment.
 */
export class IndexedDbVectors implements VectorAccess {
  private readonly kernel = compileScanKernel();
  /** The index used last at the end. */
  private readonly loaded = new Map<string, LoadedIndex>();
  /** The end of what uses them: one at a time, or each of several first searches would load the index for itself. */
  private last: Promise<unknown> = Promise.resolve();

  async describe(name: string): Promise<VectorIndex | undefined> {
    const found = await reading(['vectorIndexes'], (transaction) =>
      transaction.objectStore('vectorIndexes').get(name),
    );
    if (found === undefined) return undefined;
    const { model, dimensions, count } = found;
    return { name, model, dimensions, count };
  }

  async add(name: string, model: string, items: readonly VectorItem[]): Promise<AddedItems> {
    let added = 0;
    let replaced = 0;
    let count = 0;
    // One transaction a group: a long one would keep other tabs waiting, and all its blocks in memory.
    for (let from = 0; from < items.length; from += BLOCK_ITEMS) {
      const group = await addItems(name, model, items.slice(from, from + BLOCK_ITEMS));
      added += group.added;
      replaced += group.replaced;
      count = group.count;
    }
    return { added, replaced, count };
  }

  search(name: string, query: VectorQuery): Promise<readonly FoundItem[]> {
    return this.inTurn(() => this.find(name, query));
  }

  async remove(
    name: string,
    which: { readonly ids: readonly string[] } | { readonly filter: MetadataFilter },
  ): Promise<RemovedItems> {
    if ('filter' in which && Object.keys(which.filter).length === 0) return removeIndex(name);
    const ids = 'ids' in which ? which.ids : await this.inTurn(() => this.idsOf(name, which.filter));
    // Without an id as well: it tells that there is such an index, and how many items it has.
    let answer = await removeItems(name, ids.slice(0, BLOCK_ITEMS));
    let { deleted } = answer;
    for (let from = BLOCK_ITEMS; from < ids.length && answer.count > 0; from += BLOCK_ITEMS) {
      answer = await removeItems(name, ids.slice(from, from + BLOCK_ITEMS));
      deleted += answer.deleted;
    }
    return { deleted, count: answer.count };
  }

  private inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const answer = this.last.then(work);
    this.last = answer.catch(() => {});
    return answer;
  }

  private async find(name: string, query: VectorQuery): Promise<readonly FoundItem[]> {
    const kernel = await this.kernel;
    const { vector, topK, filter, minScore } = query;
    return reading<VectorRooms, readonly FoundItem[]>([...VECTOR_ROOMS], async (transaction) => {
      const stored = await knownIndex(transaction, name);
      checkDimensions(stored, vector.length);
      const index = await this.current(transaction, stored, kernel);
      const { ids, metadata, scales, errors } = index;
      const coded = codeQuery(vector);
      const wanted = { count: topK, ...(minScore !== undefined && { minScore }) };
      const candidates = shortlist({
        ...wanted,
        query: coded,
        dots: index.scanner.scan(coded, stored.count),
        scales,
        errors,
        ...(filter !== undefined && { accept: (row: number) => matchesFilter(metadata[row] ?? {}, filter) }),
      });
      const vectorOf = await index.vectorsOf(
        transaction,
        candidates.map(({ row }) => row),
      );
      const tie = (a: number, b: number): number => ((ids[a] as string) < (ids[b] as string) ? -1 : 1);
      const ranked = rankCandidates({ ...wanted, query: vector, candidates, vectorOf, tie });
      const texts = transaction.objectStore('vectorItems');
      const found = ranked.map(async ({ row, score }) => {
        const id = ids[row] as string;
        return { id, text: (await texts.get([name, id]))?.text ?? '', score, metadata: metadata[row] ?? {} };
      });
      const answer = await Promise.all(found);
      this.trim(name);
      return answer;
    });
  }

  private async idsOf(name: string, filter: MetadataFilter): Promise<readonly string[]> {
    const kernel = await this.kernel;
    return reading<VectorRooms, readonly string[]>([...VECTOR_ROOMS], async (transaction) => {
      const { ids, metadata } = await this.current(transaction, await knownIndex(transaction, name), kernel);
      return ids.filter((_, row) => matchesFilter(metadata[row] ?? {}, filter));
    });
  }

  /** The index as it is stored at this moment. */
  private async current(
    transaction: VectorTransaction<'readonly'>,
    stored: StoredIndex,
    kernel: WebAssembly.Module | undefined,
  ): Promise<LoadedIndex> {
    const known = this.loaded.get(stored.name);
    const index = known?.born === stored.born ? known : new LoadedIndex(stored, kernel);
    this.loaded.delete(stored.name);
    await index.refresh(transaction, stored);
    this.loaded.set(stored.name, index);
    return index;
  }

  private trim(name: string): void {
    let bytes = 0;
    for (const index of this.loaded.values()) bytes += index.scanner.bytes;
    for (const [other, index] of this.loaded) {
      if (other === name) continue;
      if (bytes > MOST_BYTES) {
        bytes -= index.scanner.bytes;
        this.loaded.delete(other);
      } else index.trim(0);
    }
    this.loaded.get(name)?.trim(Math.max(0, MOST_BYTES - bytes));
  }
}
