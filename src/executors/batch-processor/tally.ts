import type { KeptError, KeptOutcome } from './outcome.ts';

/** More than this nobody reads; the results have them all. */
const MOST_ERRORS = 1000;

export interface ItemError extends KeptError {
  readonly index: number;
}

export interface Counts {
  readonly items: number;
  readonly failed: number;
  readonly errors: readonly ItemError[];
}

/** Counts items and collects the errors of those that failed. */
export class Tally implements Counts {
  items = 0;
  failed = 0;
  readonly errors: ItemError[] = [];

  add(outcomes: readonly KeptOutcome[]): void {
    for (const outcome of outcomes) {
      const index = this.items++;
      if (!('error' in outcome)) continue;
      this.failed++;
      if (this.errors.length < MOST_ERRORS) this.errors.push({ index, ...outcome.error });
    }
  }

  /** Adds what another attempt has counted. */
  addCounted({ items, failed, errors }: Counts): void {
    this.items += items;
    this.failed += failed;
    this.errors.push(...errors);
  }

  /** What was counted since it stood at those numbers. */
  since({ items, failed, errors }: Standing): Counts {
    return { items: this.items - items, failed: this.failed - failed, errors: this.errors.slice(errors) };
  }

  standing(): Standing {
    return { items: this.items, failed: this.failed, errors: this.errors.length };
  }
}

export interface Standing {
  readonly items: number;
  readonly failed: number;
  readonly errors: number;
}
