import type { MetadataFilter } from './metadata-filter.ts';

/** A text with its vector, for an index. */
export interface VectorItem {
  readonly id: string;
  readonly text: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly vector: Float32Array;
}

/** What is known of an index. */
export interface VectorIndex {
  readonly name: string;
  /** The model that made its vectors. */
  readonly model: string;
  readonly dimensions: number;
  /** How many items it has. */
  readonly count: number;
}

export interface VectorQuery {
  readonly vector: Float32Array;
  /** How many items are wanted at most. */
  readonly topK: number;
  readonly filter?: MetadataFilter;
  /** Items below this score are left out. */
  readonly minScore?: number;
}

export interface FoundItem {
  readonly id: string;
  readonly text: string;
  /** The dot product with the query: for vectors of length 1, the cosine. */
  readonly score: number;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Indexes of vectors that outlive the page, as a step reaches them. */
export interface VectorAccess {
  describe(index: string): Promise<VectorIndex | undefined>;
  /**
   * Puts items in; one whose id is there already takes its place. An index that is not there is made.
   * Rejects with `index_mismatch` where the index is of another model or of other dimensions, and with `storage_full`:
   * items of whole groups of 256 may be in it then, never a part of one.
   */
  add(
    index: string,
    model: string,
    items: readonly VectorItem[],
  ): Promise<{ readonly added: number; readonly replaced: number; readonly count: number }>;
  /** Gives the best items by their exact scores, best first; of the same score, by id. Rejects with `index_unknown`. */
  search(index: string, query: VectorQuery): Promise<readonly FoundItem[]>;
  /** Takes items out, by id or by their metadata. An index without items is gone. Rejects with `index_unknown`. */
  remove(
    index: string,
    which: { readonly ids: readonly string[] } | { readonly filter: MetadataFilter },
  ): Promise<{ readonly deleted: number; readonly count: number }>;
}
