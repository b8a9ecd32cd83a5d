import { FlowError } from '../../errors/index.ts';
import type { RowFormat } from '../../rows/index.ts';
import type { FileAccess } from '../file-access.ts';
import type { FlowFile } from '../flow-file.ts';
import type { BatchBook } from './batch-book.ts';
import { jsonLine } from './json-line.ts';
import { type KeptResults, shownResults } from './kept-results.ts';
import type { KeptOutcome } from './outcome.ts';
import { columnsOf, resultsStream } from './results-stream.ts';
import type { Standing, Tally } from './tally.ts';

/** In characters: results up to this stand in the book's records, then they become a part of the file. */
const PART = 1024 * 1024;
/** And up to so many records, which a later attempt has to read. */
const MOST_RECORDS = 1000;

const MOST_COLUMNS = 1000;

interface Place {
  readonly files: FileAccess;
  readonly signal: AbortSignal;
  /** Where parts are written, without an end. */
  readonly partPath: string;
  /** The name of the results file, without its extension. */
  readonly name: string;
}

/**
 * Results as lines of JSON in parts of a file, which at the end become one file of the format that was asked for.
 * Only the results since the last part are in memory.
 */
export class ResultsInFile implements KeptResults {
  private readonly book: BatchBook;
  private readonly place: Place;
  private readonly format: RowFormat;
  private readonly drop: boolean;
  private readonly parts: FlowFile[] = [];
  private readonly columns = new Set<string>();
  private lines: string[] = [];
  private length = 0;
  private records = 0;
  private readonly tally: Tally;
  private counted: Standing;
  private newColumns: string[] = [];

  /** `tally` has counted what is added here. */
  constructor(book: BatchBook, tally: Tally, place: Place, format: RowFormat, drop: boolean) {
    this.book = book;
    this.tally = tally;
    this.counted = tally.standing();
    this.place = place;
    this.format = format;
    this.drop = drop;
    for (const { file, columns } of book.parts) {
      this.parts.push(file);
      for (const column of columns) this.columns.add(column);
    }
  }

  async add(outcomes: readonly KeptOutcome[]): Promise<void> {
    this.records++;
    for (const result of shownResults(outcomes, this.drop)) {
      if (this.format === 'csv') this.addColumns(result);
      const line = jsonLine(result);
      this.lines.push(line);
      this.length += line.length;
    }
    if (this.length >= PART || this.records >= MOST_RECORDS) await this.closePart();
  }

  async end(): Promise<Readonly<Record<string, unknown>>> {
    await this.closePart();
    const { files, name } = this.place;
    const stream = resultsStream(this.openedParts(), this.format, [...this.columns]);
    return { results_file: await files.keep(stream, `${name}.${this.format}`) };
  }

  private async *openedParts(): AsyncGenerator<Blob> {
    for (const part of this.parts) yield await this.place.files.open(part);
  }

  private addColumns(result: unknown): void {
    for (const column of columnsOf(result)) {
      if (this.columns.has(column)) continue;
      if (this.columns.size >= MOST_COLUMNS) throw tooWide();
      this.columns.add(column);
      this.newColumns.push(column);
    }
  }

  private async closePart(): Promise<void> {
    if (this.records === 0) return;
    const { files, partPath, signal } = this.place;
    const text = this.lines.map((line) => `${line}\n`).join('');
    const file = await files.write(`${partPath}${this.parts.length}.jsonl`, new Blob([text]));
    // Another attempt may have begun meanwhile, which writes parts of its own.
    signal.throwIfAborted();
    const part = { file, ...this.tally.since(this.counted), columns: this.newColumns };
    await this.book.writePart(part, this.records);
    this.parts.push(file);
    this.lines = [];
    this.length = 0;
    this.records = 0;
    this.counted = this.tally.standing();
    this.newColumns = [];
  }
}

function tooWide(): FlowError {
  const hint = 'Choose what is kept of each item (result), or write json or jsonl.';
  const message = `The results have more than ${MOST_COLUMNS.toLocaleString('en')} columns.`;
  return new FlowError('results_too_large', message, { hint });
}
