import Papa from 'papaparse';
import { foundDelimiter } from '../csv-delimiter.ts';
import { decodeText } from './decode-text.ts';
import type { Document, DocumentText } from './document.ts';
import { checkLength, unreadable } from './document-fault.ts';

/**
 * A table, a paragraph for each row with a line `column: value` for each field: so a chunk of it says by itself what
 * its values are. Rejects with `file_unreadable` and the number of the row for broken quotes.
 */
export async function readCsv(document: Document): Promise<DocumentText> {
  const { text, encoding } = await decodeText(document);
  const delimiter = foundDelimiter(text);
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: 'greedy' });
  const fault = errors.find(({ type }) => type === 'Quotes');
  if (fault !== undefined) {
    const why = `Row ${(fault.row ?? 0) + 1} has broken quotes: ${fault.message}.`;
    const hint =
      'Close the quotes, write a quote inside of quotes twice, or name it .txt to take it as text.';
    throw unreadable(document.name, 'a table', why, hint);
  }
  const [header = [], ...rows] = data;
  const columns = header.map((name, index) => name.trim() || `column_${index + 1}`);
  const paragraphs: string[] = [];
  let characters = 0;
  for (const row of rows) {
    const paragraph = row
      .map((value, index) => [columns[index] ?? `column_${index + 1}`, value.trim()] as const)
      .filter(([, value]) => value !== '')
      .map(([column, value]) => `${column}: ${value}`)
      .join('\n');
    paragraphs.push(paragraph);
    // Long names over many rows make much of little.
    characters += paragraph.length + 2;
    checkLength(document.name, characters);
  }
  return {
    // Of a header alone at least its names.
    text: rows.length === 0 ? columns.join('\n') : paragraphs.join('\n\n'),
    metadata: { encoding, columns, rows: rows.length },
  };
}
