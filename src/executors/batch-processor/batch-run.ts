import { cancellationOf, FlowError } from '../../errors/index.ts';
import { Turns } from '../event-loop.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { BatchBook } from './batch-book.ts';
import { type Batch, batchesOf } from './batches.ts';
import { type BatchProcessorConfig, ITEMS_REQUIRED } from './config.ts';
import { countUpTo, type ItemSource, openItems } from './item-source.ts';
import type { KeptResults } from './kept-results.ts';
import { type Fault, type KeptOutcome, keptOutcome, type Outcome } from './outcome.ts';
import { ProgressReport } from './report-progress.ts';
import { ResultsInFile } from './results-in-file.ts';
import { MOST_RESULTS, ResultsInMemory, tooManyItems } from './results-in-memory.ts';
import { runItem } from './run-item.ts';
import { Tally } from './tally.ts';

/** One attempt at a batch: goes on where an earlier one ended, batch after batch, so that memory stays flat. */
export class BatchRun {
  private readonly context: FlowContext;
  private readonly config: BatchProcessorConfig;
  private readonly source: ItemSource;
  private readonly count: number | undefined;
  private readonly book: BatchBook;
  private readonly results: KeptResults;
  private readonly progress: ProgressReport;
  private readonly tally = new Tally();
  private readonly turns = new Turns();

  /** Rejects where the items cannot be read, or are more than can be kept. */
  static async open(context: FlowContext, config: BatchProcessorConfig): Promise<BatchRun> {
    const source = await openItems(config, context.files);
    const count = await countOf(source, config, context);
    const { batch_size, results_to = 'memory', on_item_error } = config;
    const plan = `${source.identity}, by ${batch_size} to ${results_to}, ${on_item_error}`;
    const book = await BatchBook.open(context.checkpoints, plan);
    return new BatchRun(context, config, source, count, book);
  }

  private constructor(
    context: FlowContext,
    config: BatchProcessorConfig,
    source: ItemSource,
    count: number | undefined,
    book: BatchBook,
  ) {
    this.context = context;
    this.config = config;
    this.source = source;
    this.count = count;
    this.book = book;
    for (const part of book.parts) this.tally.addCounted(part);
    this.results = resultsOf(context, config, book, this.tally);
    this.progress = new ProgressReport(context, source, count);
  }

  async execute(): Promise<ExecutionResult> {
    const { book, config, source } = this;
    for (const outcomes of book.batches) await this.take(outcomes);
    const { nextBatch } = book;
    const resumed = this.tally.items;
    for await (const batch of batchesOf(source.rows(), config.batch_size, nextBatch)) {
      this.stopIfCancelled();
      const kept = await this.doBatch(batch);
      await book.writeBatch(kept);
      this.stopIfCancelled();
      await this.take(kept);
      const { items, failed } = this.tally;
      this.progress.tell({ items, failed, position: batch.position });
      if (this.turns.isOver) await this.turns.next();
    }
    return this.end(resumed);
  }

  private async take(outcomes: readonly KeptOutcome[]): Promise<void> {
    this.tally.add(outcomes);
    this.progress.add(outcomes, this.config.on_item_error === 'drop');
    await this.results.add(outcomes);
  }

  /** The work on a batch. Rejects with the error of an item where that ends the step. */
  private async doBatch(batch: Batch): Promise<readonly KeptOutcome[]> {
    const done = this.book.doneOf(batch.number);
    const outcomes = this.config.parallel_processing
      ? await Promise.all(batch.rows.map((_, place) => this.doItem(batch, place, done)))
      : await this.oneByOne(batch, done);
    this.stopIfCancelled();
    const failed = outcomes.findIndex((outcome) => 'error' in outcome);
    const fault = outcomes[failed];
    if (fault === undefined || !('error' in fault)) return outcomes.map(keptOutcome);
    if (this.isFaultOfFlow(batch, outcomes)) throw faultOfFlow(fault, outcomes.length);
    if (this.config.on_item_error !== 'fail') return outcomes.map(keptOutcome);
    // What was done of this batch is not done again by another attempt.
    const finished = outcomes.map((outcome) => ('error' in outcome ? null : outcome));
    await this.book.writeUnfinished(batch.number, finished);
    throw faultOfItem(fault, batch.first + failed);
  }

  /** One item may be odd; that no item of a whole batch can be worked on is not for the items to mend. */
  private isFaultOfFlow({ number }: Batch, outcomes: readonly Outcome[]): boolean {
    if (number !== 0 || (outcomes.length === 1 && this.count !== 1)) return false;
    return outcomes.every((outcome) => 'error' in outcome && outcome.isOfFlow === true);
  }

  private async oneByOne(batch: Batch, done: readonly (KeptOutcome | null)[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let place = 0; place < batch.rows.length; place++) {
      this.stopIfCancelled();
      const outcome = await this.doItem(batch, place, done);
      outcomes.push(outcome);
      if ('error' in outcome && this.config.on_item_error === 'fail') break;
      if (this.turns.isOver) await this.turns.next();
    }
    return outcomes;
  }

  private async doItem(
    { rows, first }: Batch,
    place: number,
    done: readonly (KeptOutcome | null)[],
  ): Promise<Outcome> {
    const known = done[place];
    if (known !== null && known !== undefined && 'result' in known) return known;
    const row = rows[place];
    if (row === undefined) throw new RangeError(`There is no row ${place} in this batch.`);
    return runItem(row, first + place, this.config, this.context);
  }

  private async end(resumed: number): Promise<ExecutionResult> {
    const { items, failed, errors } = this.tally;
    if (items === 0) throw new FlowError('input_required', ITEMS_REQUIRED);
    const { batch_size, parallel_processing } = this.config;
    const outputs = {
      ...(await this.results.end()),
      total_processed: items,
      failed,
      errors,
      batch_size,
      parallel_processing,
    };
    return succeed(outputs, {
      total_items: items,
      batches_processed: Math.ceil(items / batch_size),
      ...(resumed > 0 && { resumed_items: resumed }),
    });
  }

  /** After a time-out another attempt may run already: this one has to leave everything alone. */
  private stopIfCancelled(): void {
    const { signal } = this.context;
    if (signal.aborted) throw cancellationOf(signal);
  }
}

/** How many items there are, as far as that is worth knowing before the work. */
async function countOf(
  source: ItemSource,
  { results_to }: BatchProcessorConfig,
  { signal }: FlowContext,
): Promise<number | undefined> {
  if (results_to !== undefined) return source.count;
  const count = source.count ?? (await countUpTo(MOST_RESULTS, source, signal));
  if (count > MOST_RESULTS) throw tooManyItems();
  return count;
}

function resultsOf(
  context: FlowContext,
  config: BatchProcessorConfig,
  book: BatchBook,
  tally: Tally,
): KeptResults {
  const { results_to, on_item_error } = config;
  const drop = on_item_error === 'drop';
  if (results_to === undefined) return new ResultsInMemory(drop);
  const { files, signal, stepName, tempDir, metadata } = context;
  const { attempt = 1, index } = metadata;
  const item = index === undefined ? '' : `${index}/`;
  // An attempt that was timed out may still write a part while the next one does.
  const partPath = `${tempDir}${stepName}/${item}attempt-${attempt}-part-`;
  return new ResultsInFile(book, tally, { files, signal, partPath, name: stepName }, results_to, drop);
}

function faultOfItem({ error }: Fault, index: number): FlowError {
  const { code, kind, message, hint, span } = error;
  return new FlowError(code, `Item ${index}: ${message}`, {
    kind,
    cause: error,
    ...(hint !== undefined && { hint }),
    ...(span !== undefined && { span }),
  });
}

/** Where nothing at all can be worked on, a list of as many errors as there are items helps nobody. */
function faultOfFlow({ error }: Fault, count: number): FlowError {
  const all = count === 1 ? 'It fails' : `All of the first ${count} items fail`;
  return error.withHint(`${all} in this way, so the batch was stopped. ${error.hint ?? ''}`.trimEnd());
}
