import type { Checkpoints } from '../checkpoints.ts';
import type { FlowFile } from '../flow-file.ts';
import type { KeptOutcome } from './outcome.ts';
import type { ItemError } from './tally.ts';

/** A batch that is done. */
interface BatchRecord {
  readonly plan: string;
  readonly number: number;
  readonly outcomes: readonly KeptOutcome[];
}

/** The items of a batch that were done when one of it ended the attempt. */
interface UnfinishedRecord {
  readonly plan: string;
  readonly number: number;
  readonly outcomes: readonly (KeptOutcome | null)[];
}

/** Batches whose results lie in a file, so that their records are needed no more. */
export interface Part {
  readonly file: FlowFile;
  /** The batch that comes after them. */
  readonly nextBatch: number;
  /** What they add to the counts and the columns. */
  readonly items: number;
  readonly failed: number;
  readonly errors: readonly ItemError[];
  readonly columns: readonly string[];
}

/**
 * What a step has done of its batches, written down so that a later attempt goes on after it. Each batch has a record
 * of its own: one that grows would be written n times, n long. Where results go to a file, a part of it takes the place
 * of many records, and theirs are written over.
 */
export class BatchBook {
  /** What an earlier attempt had done, in order. */
  readonly parts: readonly Part[];
  readonly batches: readonly (readonly KeptOutcome[])[];
  private readonly unfinished: UnfinishedRecord | undefined;
  private readonly checkpoints: Checkpoints;
  /** What the records are of: those of another list or other sizes do not count. */
  private readonly plan: string;
  private partCount: number;
  private firstOfPart: number;
  private next: number;

  static async open(checkpoints: Checkpoints, plan: string): Promise<BatchBook> {
    return new BatchBook(checkpoints, plan, await checkpoints.read());
  }

  private constructor(checkpoints: Checkpoints, plan: string, records: ReadonlyMap<string, unknown>) {
    this.checkpoints = checkpoints;
    this.plan = plan;
    const recordOf = <Record extends { readonly plan: string }>(key: string): Record | undefined => {
      const record = records.get(key) as Record | undefined;
      return record?.plan === plan ? record : undefined;
    };
    const parts: Part[] = [];
    for (;;) {
      const part = recordOf<Part & { readonly plan: string }>(partKey(parts.length));
      if (part === undefined) break;
      parts.push(part);
    }
    this.parts = parts;
    this.partCount = parts.length;
    this.firstOfPart = parts.at(-1)?.nextBatch ?? 0;
    const batches: (readonly KeptOutcome[])[] = [];
    for (;;) {
      const record = recordOf<BatchRecord>(batchKey(batches.length));
      // Written over by a batch of a later part, or not yet.
      if (record === undefined || record.number !== this.firstOfPart + batches.length) break;
      batches.push(record.outcomes);
    }
    this.batches = batches;
    this.next = this.firstOfPart + batches.length;
    this.unfinished = recordOf<UnfinishedRecord>(UNFINISHED);
  }

  /** The batch that is to be done next. */
  get nextBatch(): number {
    return this.next;
  }

  /** What an earlier attempt had done of a batch that it did not finish. */
  doneOf(number: number): readonly (KeptOutcome | null)[] {
    return this.unfinished?.number === number ? this.unfinished.outcomes : [];
  }

  async writeBatch(outcomes: readonly KeptOutcome[]): Promise<void> {
    const number = this.next++;
    const record: BatchRecord = { plan: this.plan, number, outcomes };
    await this.checkpoints.write(batchKey(number - this.firstOfPart), record);
  }

  async writeUnfinished(number: number, outcomes: readonly (KeptOutcome | null)[]): Promise<void> {
    const record: UnfinishedRecord = { plan: this.plan, number, outcomes };
    await this.checkpoints.write(UNFINISHED, record);
  }

  /** Puts a file in the place of the records of so many batches, the first since the last part. */
  async writePart(part: Omit<Part, 'nextBatch'>, batches: number): Promise<void> {
    const nextBatch = this.firstOfPart + batches;
    await this.checkpoints.write(partKey(this.partCount), { ...part, plan: this.plan, nextBatch });
    this.partCount++;
    this.firstOfPart = nextBatch;
  }
}

const UNFINISHED = 'unfinished';

function batchKey(place: number): string {
  return `batch ${place}`;
}

function partKey(number: number): string {
  return `part ${number}`;
}
