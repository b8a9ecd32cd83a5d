import Papa from 'papaparse';
import type { FlowError } from '../errors/index.ts';
import { columnNames, recordOf } from './csv-columns.ts';
import { CsvRowCutter } from './csv-row-cutter.ts';
import {
  faultyRow,
  invalidRow,
  LONGEST_ROW,
  longRow,
  type Row,
  type RowReader,
  unreadableRows,
} from './row.ts';

export interface CsvForm {
  /** Whether the first row names the columns: rows are maps then, otherwise lists. */
  readonly header: boolean;
  /** Left out, it is told from the first rows. */
  readonly delimiter?: string;
  /** Empty: there are no quotes, every sign is part of its field. */
  readonly quote: string;
}

/** A sign that no text has. */
const NO_QUOTE = '\0';

/** Enough to tell the delimiter by. */
const SAMPLE = 64 * 1024;

/**
 * The rows of a csv file, values as texts. Papa Parse reads a row; where a row ends is found here: by itself it would
 * take everything up to the next good quote for one field, where a quote is missing, and look through the rest of the
 * text again for each. Here a row with a broken quote ends with its line, and costs itself alone.
 */
export class CsvReader implements RowReader {
  private readonly form: CsvForm;
  private readonly longest: number;
  private rest = '';
  /** Of the row that is read, from 1. */
  private line = 1;
  private isTooLong = false;
  private isHalfBreak = false;
  private readonly quote: string;
  private delimiter: string | undefined;
  private columns: readonly string[] | undefined;
  private parser: Papa.Parser | undefined;

  constructor(form: CsvForm, longest = LONGEST_ROW) {
    this.form = form;
    this.longest = longest;
    this.delimiter = form.delimiter;
    this.quote = form.quote === '' ? NO_QUOTE : form.quote;
  }

  *read(text: string, isLast: boolean): Generator<Row> {
    const all = this.rest + this.withPlainBreaks(text, isLast);
    if (this.delimiter === undefined) {
      if (all.length < SAMPLE && !isLast) {
        this.rest = all;
        return;
      }
      this.delimiter = guessDelimiter(all.slice(0, SAMPLE), this.quote);
    }
    const rest = yield* this.rows(all, this.delimiter, isLast);
    this.rest = isLast ? '' : yield* this.bounded(rest, this.delimiter);
    if (isLast && this.isTooLong) yield* this.rowOf('', false);
  }

  /** Line breaks of every system as one sign. */
  private withPlainBreaks(text: string, isLast: boolean): string {
    const whole = this.isHalfBreak ? `\r${text}` : text;
    // The other half of this one may come with the next piece.
    this.isHalfBreak = !isLast && whole.endsWith('\r');
    return (this.isHalfBreak ? whole.slice(0, -1) : whole).replace(/\r\n?/g, '\n');
  }

  /** Cuts what is whole; gives what is not. */
  private *rows(text: string, delimiter: string, isLast: boolean): Generator<Row, string> {
    const cutter = new CsvRowCutter(text, delimiter, this.quote, isLast);
    let start = 0;
    for (let cut = cutter.next(0); cut !== undefined; cut = cutter.next(start)) {
      yield* this.rowOf(text.slice(start, cut.end), cut.isBroken);
      start = cut.end + 1;
    }
    return text.slice(start);
  }

  /** The row that is not whole yet, unless it grows beyond all bounds. */
  private *bounded(rest: string, delimiter: string): Generator<Row, string> {
    if (rest.length <= this.longest) return rest;
    const end = rest.indexOf('\n');
    if (end === -1) {
      this.isTooLong = true;
      return '';
    }
    // Its quote will not be closed any more: the lines after it are rows of their own.
    yield* this.rowOf(rest.slice(0, end), true);
    const others = yield* this.rows(rest.slice(end + 1), delimiter, false);
    return yield* this.bounded(others, delimiter);
  }

  private *rowOf(text: string, isBroken: boolean): Generator<Row> {
    const place = `Line ${this.line}`;
    this.line += 1 + countOf('\n', text);
    const faultOf = this.faultOf(text, place, isBroken);
    if (faultOf !== undefined) {
      // The next row would be taken for the header.
      if (this.isHeaderNext()) throw unreadableHeader(faultOf());
      yield faultyRow(text.length, faultOf);
    } else if (!this.isBlank(text)) yield* this.wholeRow(text, place);
  }

  private faultOf(text: string, place: string, isBroken: boolean): (() => FlowError) | undefined {
    const isTooLong = this.isTooLong || text.length > this.longest;
    this.isTooLong = false;
    if (isTooLong) return () => longRow(place, this.longest);
    return isBroken ? () => brokenQuote(place, this.form.quote) : undefined;
  }

  private isHeaderNext(): boolean {
    return this.form.header && this.columns === undefined;
  }

  private isBlank(text: string): boolean {
    return text.trim() === '' && !text.includes(this.delimiter ?? ',');
  }

  private *wholeRow(text: string, place: string): Generator<Row> {
    if (this.isHeaderNext()) {
      this.columns = columnNames(this.fieldsOf(text, place));
      return;
    }
    const { columns } = this;
    yield {
      length: text.length,
      read: () => {
        const fields = this.fieldsOf(text, place);
        return columns === undefined ? fields : recordOf(fields, columns, place);
      },
    };
  }

  private fieldsOf(text: string, place: string): readonly string[] {
    this.parser ??= new Papa.Parser({
      delimiter: this.delimiter ?? ',',
      newline: '\n',
      quoteChar: this.quote,
    });
    // With a break at its end, since blanks after the last quote are only borne before one.
    const { data, errors } = this.parser.parse(`${text}\n`, 0, true);
    if (errors.length > 0 || data.length !== 1) throw brokenQuote(place, this.form.quote);
    return data[0];
  }
}

/** Papa Parse guesses with the usual quote alone. */
function guessDelimiter(sample: string, quote: string): string {
  const usual = quote === '"' ? sample : sample.replaceAll('"', '').replaceAll(quote, '"');
  return Papa.parse(usual, { preview: 10, newline: '\n', skipEmptyLines: true }).meta.delimiter;
}

function unreadableHeader(fault: FlowError): FlowError {
  return unreadableRows(`The header cannot be read. ${fault.message}`, fault.hint ?? '', fault);
}

function brokenQuote(place: string, quote: string): FlowError {
  const hint = `Within a field in quotes a quote is written twice: ${quote}${quote}.`;
  return invalidRow(`${place} has a quote that is not closed, or is closed within a field.`, hint);
}

function countOf(sign: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) count++;
  return count;
}
