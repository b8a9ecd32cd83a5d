import type { VectorItem } from '../../executors/index.ts';
import { codeVector, widthOf } from '../../vectors/coded-vector.ts';
import { BLOCK_ITEMS, type CodeBlock, type RowBlock, type StoredIndex } from './vector-records.ts';
import type { VectorTransaction } from './vector-rooms.ts';

interface Block {
  readonly coded: CodeBlock;
  readonly exact: RowBlock;
}

/** The blocks of an index while one transaction changes them: each is read once and written once. */
export class BlockEditor {
  private readonly transaction: VectorTransaction<'readwrite'>;
  private readonly index: StoredIndex;
  private readonly width: number;
  private readonly blocks = new Map<number, Block>();

  constructor(transaction: VectorTransaction<'readwrite'>, index: StoredIndex) {
    this.transaction = transaction;
    this.index = index;
    this.width = widthOf(index.dimensions);
  }

  /** Puts an item into a row, in place of what is there. */
  async put(row: number, { id, metadata, vector }: Omit<VectorItem, 'text'>): Promise<void> {
    const { coded, exact } = await this.blockOf(row);
    const place = row % BLOCK_ITEMS;
    const { codes, scale, error } = codeVector(vector);
    coded.ids[place] = id;
    coded.metadata[place] = metadata;
    coded.codes.set(codes, place * this.width);
    coded.scales[place] = scale;
    coded.errors[place] = error;
    exact.vectors.set(vector, place * this.index.dimensions);
  }

  /** What lies in a row. */
  async take(row: number): Promise<Omit<VectorItem, 'text'>> {
    const { coded, exact } = await this.blockOf(row);
    const place = row % BLOCK_ITEMS;
    const { dimensions } = this.index;
    return {
      id: coded.ids[place] as string,
      metadata: coded.metadata[place] ?? {},
      vector: exact.vectors.slice(place * dimensions, (place + 1) * dimensions),
    };
  }

  /** Writes what was changed, and the index with so many items. Blocks beyond them go. */
  async write(count: number): Promise<void> {
    const { name } = this.index;
    const coded = this.transaction.objectStore('vectorCodes');
    const exact = this.transaction.objectStore('vectorRows');
    const versions = [...this.index.versions];
    const wanted = Math.ceil(count / BLOCK_ITEMS);
    for (const [number, block] of this.blocks) {
      if (number >= wanted) continue;
      const held = Math.min(BLOCK_ITEMS, count - number * BLOCK_ITEMS);
      block.coded.ids.length = held;
      block.coded.metadata.length = held;
      await coded.put(block.coded);
      await exact.put(block.exact);
      versions[number] = (versions[number] ?? 0) + 1;
    }
    for (let number = wanted; number < versions.length; number++) {
      await coded.delete([name, number]);
      await exact.delete([name, number]);
    }
    // A block that comes again later begins with a higher number than any that was read: `versions` only grows.
    await this.transaction.objectStore('vectorIndexes').put({ ...this.index, count, versions });
  }

  private async blockOf(row: number): Promise<Block> {
    const number = Math.floor(row / BLOCK_ITEMS);
    const loaded = this.blocks.get(number);
    if (loaded !== undefined) return loaded;
    const key: [string, number] = [this.index.name, number];
    const coded = await this.transaction.objectStore('vectorCodes').get(key);
    const exact = await this.transaction.objectStore('vectorRows').get(key);
    const block = coded === undefined || exact === undefined ? this.emptyBlock(number) : { coded, exact };
    this.blocks.set(number, block);
    return block;
  }

  private emptyBlock(block: number): Block {
    const index = this.index.name;
    return {
      coded: {
        index,
        block,
        ids: [],
        metadata: [],
        codes: new Int8Array(BLOCK_ITEMS * this.width),
        scales: new Float32Array(BLOCK_ITEMS),
        errors: new Float32Array(BLOCK_ITEMS),
      },
      exact: { index, block, vectors: new Float32Array(BLOCK_ITEMS * this.index.dimensions) },
    };
  }
}
