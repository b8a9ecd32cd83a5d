import { FlowError } from '../../errors/index.ts';
import { bytesOf } from '../bytes-of.ts';
import type { KeptResults } from './kept-results.ts';
import { shownResults } from './kept-results.ts';
import type { KeptOutcome } from './outcome.ts';

/** Results beyond these would be copied to the page and into the journal whole, and no page shows so many. */
export const MOST_RESULTS = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** Results as a list, which later steps can read. */
export class ResultsInMemory implements KeptResults {
  private readonly results: unknown[] = [];
  private readonly drop: boolean;
  private bytes = 0;

  constructor(drop: boolean) {
    this.drop = drop;
  }

  async add(outcomes: readonly KeptOutcome[]): Promise<void> {
    const shown = shownResults(outcomes, this.drop);
    this.bytes += bytesOf(shown);
    if (this.bytes > MOST_BYTES) {
      const message = `The results of ${this.results.length + shown.length} items are larger than 64 MB.`;
      throw new FlowError('results_too_large', message, {
        hint: `${INTO_FILE}, or keep less of each item with "result".`,
      });
    }
    this.results.push(...shown);
  }

  async end(): Promise<Readonly<Record<string, unknown>>> {
    return { results: this.results };
  }
}

const INTO_FILE = 'Write the results into a file with "results_to: jsonl"';

export function tooManyItems(): FlowError {
  const message = `There are more than ${MOST_RESULTS.toLocaleString('en')} items, and their results would be a list.`;
  return new FlowError('results_too_large', message, { hint: `${INTO_FILE}.` });
}
