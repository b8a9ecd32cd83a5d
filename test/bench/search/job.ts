export interface Settings {
  /** Sentences that are embedded; the index's own are made of them. */
  readonly sentences: number;
  /** Sentences that are looked for, none of them in an index. */
  readonly queries: number;
  /** How many are wanted of each. */
  readonly topK: number;
  readonly rounds: number;
  /** Vectors in an index; beyond those of the sentences, mixtures of two of them. */
  readonly sizes: readonly number[];
}

export interface Job {
  readonly settings: Settings;
  /** As many as `sentences` and `queries` together. */
  readonly texts: readonly string[];
}

export interface Row {
  readonly vectors: number;
  readonly case: string;
  /** Milliseconds of one search, the mean over the queries: one of each round. */
  readonly values: readonly number[];
  /** The part of what the plain loop finds that this one finds in the same place. */
  readonly recall: number;
}
