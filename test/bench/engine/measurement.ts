export type Environment = 'node' | 'chromium';

/** One engine on one case. Times are microseconds for each further step. */
export interface Row {
  readonly environment: Environment;
  readonly case: string;
  readonly engine: string;
  /** The median over the rounds. */
  readonly us_per_step: number;
  /** A quarter of the rounds lies below the first, a quarter above the second. */
  readonly quartiles: readonly [number, number];
  readonly rounds: number;
}

export interface MeasureSettings {
  /** How often every engine gets its turn on every case. */
  readonly rounds: number;
  /** How long one turn lasts at least, in milliseconds; a turn is one run of each size, or many. */
  readonly turn: number;
  /** An engine that has taken that long on a case, in milliseconds, gets no more turns there. */
  readonly patience: number;
  /** Whether engines are measured on cases where one run takes them many seconds. */
  readonly slow: boolean;
  /** Engines by name; all where none is named. */
  readonly only: readonly string[];
}
