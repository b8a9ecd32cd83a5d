/** How many items lie in one block. A change of one item writes its block anew; a search reads blocks one by one. */
export const BLOCK_ITEMS = 256;

/** An index: its items lie in rows without gaps, row r in block r / 256. */
export interface StoredIndex {
  readonly name: string;
  readonly model: string;
  readonly dimensions: number;
  readonly count: number;
  /** A new one for each index, also where one of the same name was there before. */
  readonly born: string;
  /** How often each block was written: who has read one before sees whether it is still the same. */
  readonly versions: readonly number[];
}

export interface StoredItem {
  readonly index: string;
  readonly id: string;
  readonly row: number;
  readonly text: string;
}

export interface CodeBlock {
  readonly index: string;
  readonly block: number;
  readonly ids: string[];
  readonly metadata: Readonly<Record<string, unknown>>[];
  /** One row of codes after the other, each as long as `widthOf(dimensions)`. */
  readonly codes: Int8Array;
  readonly scales: Float32Array;
  readonly errors: Float32Array;
}

export interface RowBlock {
  readonly index: string;
  readonly block: number;
  /** One vector after the other. */
  readonly vectors: Float32Array;
}
