import type { FlowContext } from '../flow-context.ts';
import type { ItemSource } from './item-source.ts';
import { shownResults } from './kept-results.ts';
import type { KeptOutcome } from './outcome.ts';

/** In milliseconds: each word to the page costs both sides some work. */
const BETWEEN_PROGRESS = 100;
const BETWEEN_PARTIALS = 500;

/** So many results are shown while the work goes on: enough to see whether it goes the right way. */
const MOST_SHOWN = 20;

interface Standing {
  /** Items that are done, and how much of the source has been read. */
  readonly items: number;
  readonly position: number;
  readonly failed: number;
}

/** Tells the page how far a batch is, and what its first results are, no more often than anybody can see. */
export class ProgressReport {
  private readonly context: FlowContext;
  private readonly source: ItemSource;
  private readonly count: number | undefined;
  private toldAt = Number.NEGATIVE_INFINITY;
  private shownAt = Number.NEGATIVE_INFINITY;
  private readonly results: unknown[] = [];

  constructor(context: FlowContext, source: ItemSource, count: number | undefined) {
    this.context = context;
    this.source = source;
    this.count = count;
  }

  add(outcomes: readonly KeptOutcome[], drop: boolean): void {
    const free = MOST_SHOWN - this.results.length;
    if (free > 0) this.results.push(...shownResults(outcomes, drop).slice(0, free));
  }

  tell(standing: Standing): void {
    const now = performance.now();
    if (now - this.toldAt >= BETWEEN_PROGRESS || standing.items === this.count) {
      this.toldAt = now;
      this.tellProgress(standing);
    }
    if (now - this.shownAt >= BETWEEN_PARTIALS) {
      this.shownAt = now;
      const { items, failed } = standing;
      this.context.emit({ total_processed: items, failed, results: [...this.results] });
    }
  }

  private tellProgress({ items, position }: Standing): void {
    const { context, count, source } = this;
    if (count !== undefined) context.progress({ phase: 'run', loaded: items, total: count, unit: 'items' });
    else {
      const total = source.bytes ?? position;
      context.progress({ phase: 'run', loaded: Math.round(position), total, unit: 'bytes' });
    }
  }
}
