import Papa from 'papaparse';
import { columnNames } from '../../rows/index.ts';
import { foundDelimiter } from '../csv-delimiter.ts';
import type { FileProcessorConfig } from './config.ts';
import type { KnownFile } from './known-file.ts';
import { readText, unreadable } from './read-text.ts';

export interface Table {
  readonly rows: Record<string, string>[] | string[][];
  readonly columns: string[];
  readonly row_count: number;
}

/**
 * Reads a file as a table. Values stay texts; empty lines are left out. Rejects with `file_unreadable` and the number of
 * the row, counted from 1 as the header is, for broken quotes and for a row with more or fewer fields than the header.
 */
export async function readCsv(
  file: KnownFile,
  { header, delimiter }: FileProcessorConfig['csv'],
): Promise<Table> {
  const { text } = await readText(file, 'csv');
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: delimiter || foundDelimiter(text) });
  // A table of one column has no delimiter to be found, which is no fault.
  const fault = errors.find(({ type }) => type === 'Quotes');
  if (fault !== undefined) {
    const why = `Row ${(fault.row ?? 0) + 1} has broken quotes: ${fault.message}.`;
    throw unreadable(file.name, 'csv', why);
  }
  const numbered = data
    .map((fields, index) => ({ fields, row: index + 1 }))
    .filter(({ fields }) => fields.some((field) => field.trim() !== ''));
  const [first, ...rest] = numbered;
  if (first === undefined) throw unreadable(file.name, 'csv', 'The file is empty.');
  const body = header ? rest : numbered;
  for (const { fields, row } of body) {
    if (fields.length === first.fields.length) continue;
    const wanted = `${header ? 'the header' : 'the first row'} has ${first.fields.length}`;
    throw unreadable(file.name, 'csv', `Row ${row} has ${fields.length} fields; ${wanted}.`);
  }
  const columns = header
    ? [...columnNames(first.fields)]
    : first.fields.map((_, index) => `column_${index + 1}`);
  const rows = header
    ? body.map(({ fields }) => Object.fromEntries(columns.map((name, index) => [name, fields[index] ?? ''])))
    : body.map(({ fields }) => fields);
  return { rows, columns, row_count: rows.length };
}
