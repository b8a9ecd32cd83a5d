import type { CatalogueModel } from '../catalogue/catalogue-model.ts';

/** Weights are fetched, checked and kept in pieces of this size, in bytes. The lock has a hash for each. */
export const PIECE_BYTES = 8 * 1024 * 1024;

/** A part of a file that has been fetched and checked. */
export interface WeightPiece {
  readonly index: number;
  readonly sha256: string;
  /** Which bytes the file as a whole is to have: a piece of another version of it is of no use. */
  readonly version: string;
  readonly content: Blob;
}

/** A model whose files are all there. */
export interface StoredModel extends CatalogueModel {
  /** A pinned model is not let go to make room for another. */
  readonly pinned: boolean;
  /** In milliseconds since 1970. */
  readonly storedAt: number;
  readonly usedAt: number;
}

/** Where the files of models are kept. Files of one path are shared by all precisions of a model. */
export interface WeightStore {
  /** The pieces of a file that are there, in any order. */
  pieces(model: string, path: string): Promise<readonly WeightPiece[]>;
  /** Rejects with `storage_full`. */
  keep(model: string, path: string, piece: WeightPiece): Promise<void>;
  /** Lets go of one piece, or of all of a file. */
  discard(model: string, path: string, index?: number): Promise<void>;
  /** The models that are whole. */
  list(): Promise<readonly StoredModel[]>;
  record(model: StoredModel): Promise<void>;
  /** Removes a model, and those of its files that no other precision of it needs. */
  remove(id: string, dtype: string): Promise<void>;
  /**
   * Gives what is kept under a stage to the precisions of one model, in place of what lay there, and notes them as
   * whole: all of it or nothing.
   */
  takeOver(stage: string, models: readonly StoredModel[]): Promise<void>;
  /** Removes all that is kept under a stage. */
  forget(stage: string): Promise<void>;
}
