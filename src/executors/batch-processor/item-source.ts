import { formatOf, type RowGroup, readRows } from '../../rows/index.ts';
import { Turns } from '../event-loop.ts';
import type { FileAccess } from '../file-access.ts';
import { type FileInput, isFlowFile } from '../flow-file.ts';
import type { BatchProcessorConfig } from './config.ts';

/** Where the items come from: a list, or the rows of a file, read as they are needed. */
export interface ItemSource {
  /** What has to be the same, so that what an earlier attempt has done counts. */
  readonly identity: string;
  /** How many items there are, where that is known without reading them. */
  readonly count?: number;
  /** Of a file. */
  readonly bytes?: number;
  rows(): AsyncIterable<RowGroup>;
}

/** Rejects with `file_not_found`, `file_invalid` and `rows_unreadable`. */
export async function openItems(config: BatchProcessorConfig, files: FileAccess): Promise<ItemSource> {
  const { items } = config;
  if (Array.isArray(items)) return listSource(items);
  if (ArrayBuffer.isView(items)) return listSource(Array.from(items as ArrayLike<unknown>));
  const file = items as FileInput;
  const blob = await files.open(file);
  const name = nameOf(file);
  const type = isFlowFile(file) ? file.type : blob.type;
  const format = config.format === 'auto' ? await formatOf(blob, name, type) : config.format;
  const isTabbed = name.toLowerCase().endsWith('.tsv') || type.startsWith('text/tab-separated-values');
  const { delimiter = isTabbed ? '\t' : undefined, ...csv } = config.csv;
  const form = { format, encoding: config.encoding, csv: { ...csv, ...(delimiter && { delimiter }) } };
  return {
    identity: `${format} ${blob.size} ${isFlowFile(file) ? file.sha256 : name}`,
    bytes: blob.size,
    rows: () => readRows(blob, form),
  };
}

function listSource(items: readonly unknown[]): ItemSource {
  const { length } = items;
  return {
    identity: `list ${length}`,
    count: length,
    async *rows() {
      yield { rows: rowsOf(items), length, from: 0, to: length };
    },
  };
}

function* rowsOf(items: readonly unknown[]): Iterable<{ length: number; read(): unknown }> {
  for (const item of items) yield { length: 1, read: () => item };
}

/** Counts the rows of a file, and gives up where there are more than so many. */
export async function countUpTo(most: number, source: ItemSource, signal: AbortSignal): Promise<number> {
  const turns = new Turns();
  let count = 0;
  for await (const { rows } of source.rows()) {
    for (const _ of rows) {
      if (++count > most) return count;
      if (turns.isOver) await turns.next();
      signal.throwIfAborted();
    }
  }
  return count;
}

function nameOf(file: FileInput): string {
  if (typeof file === 'string') return file.startsWith('data:') ? 'data URL' : file;
  if (isFlowFile(file)) return file.name;
  if ('filename' in file && file.filename !== undefined) return file.filename;
  return 'name' in file && typeof file.name === 'string' ? file.name : 'file';
}
