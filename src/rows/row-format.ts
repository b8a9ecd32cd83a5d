import { unreadableRows } from './row.ts';

export const ROW_FORMATS = ['csv', 'json', 'jsonl'] as const;

export type RowFormat = (typeof ROW_FORMATS)[number];

/** By the end of a name, in lower case. */
const BY_EXTENSION: Readonly<Record<string, RowFormat>> = {
  csv: 'csv',
  tsv: 'csv',
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
};

const BY_TYPE: Readonly<Record<string, RowFormat>> = {
  'text/csv': 'csv',
  'text/tab-separated-values': 'csv',
  'application/json': 'json',
  'application/jsonl': 'jsonl',
  'application/x-ndjson': 'jsonl',
};

/**
 * Tells a file's format by its name, then by its media type, then by how it begins.
 * Throws `rows_unreadable` where none of them says it.
 */
export async function formatOf(blob: Blob, name: string, type = blob.type): Promise<RowFormat> {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (Object.hasOwn(BY_EXTENSION, extension)) return BY_EXTENSION[extension] as RowFormat;
  const [media = ''] = type.toLowerCase().split(';');
  if (Object.hasOwn(BY_TYPE, media)) return BY_TYPE[media] as RowFormat;
  const beginning = (await blob.slice(0, 1024).text()).trimStart();
  if (beginning.startsWith('[')) return 'json';
  if (beginning.startsWith('{')) return 'jsonl';
  const hint = `Say which it is: format: ${ROW_FORMATS.join(', ')}.`;
  throw unreadableRows(`Nothing says in which format the rows of "${name}" are.`, hint);
}
