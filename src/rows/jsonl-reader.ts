import { faultyRow, invalidRow, LONGEST_ROW, longRow, type Row, type RowReader } from './row.ts';

/** One JSON value per line. Empty lines are no rows; a line that is not JSON costs itself alone. */
export class JsonlReader implements RowReader {
  private rest = '';
  /** Of the line that is read, from 1. */
  private line = 1;
  /** Whether the rest of a line that is too long is gone past. */
  private isTooLong = false;
  private readonly longest: number;

  constructor(longest = LONGEST_ROW) {
    this.longest = longest;
  }

  *read(text: string, isLast: boolean): Generator<Row> {
    const all = this.rest + text;
    let start = 0;
    let end = all.indexOf('\n', this.rest.length);
    for (; end !== -1; end = all.indexOf('\n', start)) {
      yield* this.rowOf(all.slice(start, end));
      this.line++;
      start = end + 1;
    }
    this.rest = all.slice(start);
    if (isLast) yield* this.rowOf(this.rest);
    else if (this.rest.length > this.longest) {
      this.isTooLong = true;
      this.rest = '';
    }
  }

  private *rowOf(line: string): Generator<Row> {
    const place = `Line ${this.line}`;
    if (this.isTooLong || line.length > this.longest) {
      this.isTooLong = false;
      yield faultyRow(line.length, () => longRow(place, this.longest));
    } else if (line.trim() !== '') yield { length: line.length, read: () => parseJson(line, place) };
  }
}

export function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalidRow(`${place} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
