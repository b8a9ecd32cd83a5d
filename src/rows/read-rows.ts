import { type CsvForm, CsvReader } from './csv-reader.ts';
import { JsonReader } from './json-reader.ts';
import { JsonlReader } from './jsonl-reader.ts';
import type { Row, RowReader } from './row.ts';
import type { RowFormat } from './row-format.ts';
import { textPieces } from './text-pieces.ts';

export interface RowsForm {
  readonly format: RowFormat;
  /** By the names that TextDecoder knows. */
  readonly encoding: string;
  readonly csv: CsvForm;
  /** For tests: in bytes, and in characters. */
  readonly pieceSize?: number;
  readonly longestRow?: number;
}

/** Rows whose text came in one piece of the file. To be gone through before the next. */
export interface RowGroup {
  readonly rows: Iterable<Row>;
  /** How many characters the piece has, and where its bytes begin and end. */
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The rows of a file, one piece after the other: no more of it is in memory than a piece and the longest row.
 * Throws a `FlowError` with the code `rows_unreadable`.
 *
 * @example
 * for await (const { rows } of readRows(blob, { format: 'jsonl', encoding: 'utf-8', csv })) {
 *   for (const row of rows) console.log(row.read());
 * }
 */
export async function* readRows(blob: Blob, form: RowsForm): AsyncGenerator<RowGroup> {
  const reader = readerOf(form);
  for await (const { text, from, to } of textPieces(blob, form.encoding, form.pieceSize)) {
    yield { rows: reader.read(text, to === blob.size), length: text.length, from, to };
  }
}

function readerOf({ format, csv, longestRow }: RowsForm): RowReader {
  switch (format) {
    case 'csv':
      return new CsvReader(csv, longestRow);
    case 'json':
      return new JsonReader(longestRow);
    case 'jsonl':
      return new JsonlReader(longestRow);
  }
}
