import { FlowError } from '../errors/index.ts';

/** One row of a file. It is read when somebody asks: who only counts rows, or goes past them, does not pay for it. */
export interface Row {
  /** About how many characters of the file it takes. */
  readonly length: number;
  /** The row's value. Throws a `FlowError` with the code `row_invalid` or `row_too_long`. */
  read(): unknown;
}

/**
 * Cuts a text that arrives in pieces into rows. What `read` gives is to be drained before the next piece:
 * a row is cut when it is asked for, so that one piece does not hold the thread.
 */
export interface RowReader {
  /** Throws a `FlowError` with the code `rows_unreadable` where the text has no rows at all. */
  read(text: string, isLast: boolean): Iterable<Row>;
}

/** In characters. A row is held in memory whole, and to read one of this length takes a tenth of a second. */
export const LONGEST_ROW = 8_000_000;

/** A row that cannot be read. The rows after it can. An error costs more than a row: it is made when it is asked for. */
export function faultyRow(length: number, faultOf: () => FlowError): Row {
  return {
    length,
    read: () => {
      throw faultOf();
    },
  };
}

export function invalidRow(message: string, hint?: string): FlowError {
  return new FlowError('row_invalid', message, hint === undefined ? {} : { hint });
}

export function longRow(place: string, longest: number): FlowError {
  const hint = 'Keep files out of rows: give their address, or a file of their own.';
  const message = `${place} has more than ${longest.toLocaleString('en')} characters.`;
  return new FlowError('row_too_long', message, { hint });
}

export function unreadableRows(message: string, hint: string, cause?: unknown): FlowError {
  return new FlowError('rows_unreadable', message, { hint, ...(cause !== undefined && { cause }) });
}
