import { FlowError } from '../../errors/index.ts';
import { type CodeScanner, createScanner } from '../../vectors/code-scanner.ts';
import { widthOf } from '../../vectors/coded-vector.ts';
import { BLOCK_ITEMS, type StoredIndex } from './vector-records.ts';
import type { VectorTransaction } from './vector-rooms.ts';

/** An index as a search needs it: codes, ids and metadata in memory, vectors as far as they were asked for. */
export class LoadedIndex {
  readonly born: string;
  readonly scanner: CodeScanner;
  ids: string[] = [];
  metadata: Readonly<Record<string, unknown>>[] = [];
  scales = new Float32Array(0);
  errors = new Float32Array(0);
  private readonly name: string;
  private readonly dimensions: number;
  private versions: number[] = [];
  /** Blocks of vectors, those used last at the end. */
  private readonly rows = new Map<number, Float32Array>();

  constructor(index: StoredIndex, kernel: WebAssembly.Module | undefined) {
    this.born = index.born;
    this.name = index.name;
    this.dimensions = index.dimensions;
    this.scanner = createScanner(widthOf(index.dimensions), kernel);
  }

  /** How many bytes it holds, texts left out. */
  get bytes(): number {
    return this.scanner.bytes + this.rowBytes;
  }

  /** Reads the blocks that were written since it last looked. Rejects with `out_of_memory`. */
  async refresh(transaction: VectorTransaction<'readonly'>, index: StoredIndex): Promise<void> {
    this.makeRoom(index.count);
    const codes = transaction.objectStore('vectorCodes');
    const blocks = Math.ceil(index.count / BLOCK_ITEMS);
    for (let block = 0; block < blocks; block++) {
      const version = index.versions[block] ?? 0;
      if (this.versions[block] === version) continue;
      const read = await codes.get([this.name, block]);
      if (read === undefined) throw damaged(this.name);
      const row = block * BLOCK_ITEMS;
      this.scanner.write(row, read.codes.subarray(0, read.ids.length * widthOf(this.dimensions)));
      this.scales.set(read.scales.subarray(0, read.ids.length), row);
      this.errors.set(read.errors.subarray(0, read.ids.length), row);
      for (const [place, id] of read.ids.entries()) {
        this.ids[row + place] = id;
        this.metadata[row + place] = read.metadata[place] ?? {};
      }
      this.rows.delete(block);
      this.versions[block] = version;
    }
    // A block that went is read anew where it comes again.
    this.versions.length = blocks;
    this.ids.length = index.count;
    this.metadata.length = index.count;
    for (const block of this.rows.keys()) if (block >= blocks) this.rows.delete(block);
  }

  /** Brings the vectors of these rows into memory, and gives what reads them. */
  async vectorsOf(
    transaction: VectorTransaction<'readonly'>,
    rows: Iterable<number>,
  ): Promise<(row: number) => Float32Array> {
    const blocks = new Set<number>();
    for (const row of rows) blocks.add(Math.floor(row / BLOCK_ITEMS));
    const held = new Map<number, Float32Array>();
    const store = transaction.objectStore('vectorRows');
    await Promise.all(
      [...blocks].map(async (block) => {
        const vectors = this.rows.get(block) ?? (await store.get([this.name, block]))?.vectors;
        if (vectors === undefined) throw damaged(this.name);
        this.rows.delete(block);
        this.rows.set(block, vectors);
        held.set(block, vectors);
      }),
    );
    const { dimensions } = this;
    return (row) => {
      const vectors = held.get(Math.floor(row / BLOCK_ITEMS)) as Float32Array;
      const at = (row % BLOCK_ITEMS) * dimensions;
      return vectors.subarray(at, at + dimensions);
    };
  }

  /** Lets go of vectors that were not used for longest, until no more than so many bytes of them are held. */
  trim(bytes: number): void {
    for (const block of this.rows.keys()) {
      if (this.rowBytes <= bytes) return;
      this.rows.delete(block);
    }
  }

  private get rowBytes(): number {
    return this.rows.size * BLOCK_ITEMS * this.dimensions * Float32Array.BYTES_PER_ELEMENT;
  }

  private makeRoom(count: number): void {
    if (count <= this.scales.length) return;
    // A quarter more than is needed: an index that grows item by item is not copied at each.
    const room = Math.ceil((this.scales.length === 0 ? count : count * 1.25) / BLOCK_ITEMS) * BLOCK_ITEMS;
    try {
      this.scanner.reserve(room);
      this.scales = grown(this.scales, room);
      this.errors = grown(this.errors, room);
    } catch (cause) {
      const hint = 'Spread the items over several indexes, or close other tabs.';
      throw new FlowError('out_of_memory', `The index "${this.name}" does not fit into memory.`, {
        hint,
        cause,
      });
    }
  }
}

function grown(numbers: Float32Array<ArrayBuffer>, length: number): Float32Array<ArrayBuffer> {
  const longer = new Float32Array(length);
  longer.set(numbers);
  return longer;
}

function damaged(name: string): FlowError {
  const hint = 'Remove the index (action: delete, filter: {}), and add its items again.';
  return new FlowError('file_damaged', `A part of the index "${name}" is gone.`, { hint });
}
