import type { KeptOutcome } from './outcome.ts';

/** Where results gather. */
export interface KeptResults {
  /** Takes what came of a batch, which has been written down. */
  add(outcomes: readonly KeptOutcome[]): Promise<void>;
  /** The step's outputs that hold the results. */
  end(): Promise<Readonly<Record<string, unknown>>>;
}

/** What stands in the results for an item: nothing for one that failed and is to be dropped. */
export function shownResults(outcomes: readonly KeptOutcome[], drop: boolean): readonly unknown[] {
  return outcomes.flatMap((outcome) => ('error' in outcome ? (drop ? [] : [outcome]) : [outcome.result]));
}
