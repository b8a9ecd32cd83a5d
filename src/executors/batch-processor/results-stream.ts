import Papa from 'papaparse';
import type { RowFormat } from '../../rows/index.ts';
import { Turns } from '../event-loop.ts';
import { jsonLine } from './json-line.ts';

/** So many lines of a table are made before others have a turn, or less. */
const LINES = 200;

/** Parts with one line of JSON per result, as one file of a format. No more than a part is in memory at a time. */
export function resultsStream(
  parts: AsyncIterable<Blob>,
  format: RowFormat,
  columns: readonly string[],
): ReadableStream<Uint8Array> {
  switch (format) {
    case 'jsonl':
      return streamOf(linesOf(parts));
    case 'json':
      return streamOf(arrayOf(parts));
    case 'csv':
      return streamOf(tableOf(parts, columns));
  }
}

/** The columns that a result has in a table. */
export function columnsOf(result: unknown): readonly string[] {
  return isRecord(result) ? Object.keys(result) : ['value'];
}

async function* linesOf(parts: AsyncIterable<Blob>): AsyncGenerator<string> {
  for await (const part of parts) yield await part.text();
}

async function* arrayOf(parts: AsyncIterable<Blob>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const part of parts) {
    const lines = (await part.text()).trimEnd();
    if (lines === '') continue;
    // JSON on one line has no breaks in it.
    yield before + lines.replaceAll('\n', ',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

async function* tableOf(parts: AsyncIterable<Blob>, columns: readonly string[]): AsyncGenerator<string> {
  const turns = new Turns();
  if (columns.length > 0) yield tableLines([columns]);
  for await (const part of parts) {
    const lines = (await part.text()).split('\n');
    lines.pop();
    for (let from = 0; from < lines.length; from += LINES) {
      const rows = lines.slice(from, from + LINES).map((line) => cellsOf(JSON.parse(line), columns));
      yield tableLines(rows);
      if (turns.isOver) await turns.next();
    }
  }
}

function tableLines(rows: readonly (readonly unknown[])[]): string {
  return `${Papa.unparse(rows as unknown[][], { newline: '\n' })}\n`;
}

function cellsOf(result: unknown, columns: readonly string[]): readonly unknown[] {
  const record: Readonly<Record<string, unknown>> = isRecord(result) ? result : { value: result };
  return columns.map((column) => (Object.hasOwn(record, column) ? cellOf(record[column]) : ''));
}

/** What a cell cannot hold stands in it as JSON; an error as people read it. */
function cellOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value ?? '';
  const { code, message } = value as { code?: unknown; message?: unknown };
  return typeof code === 'string' && typeof message === 'string' ? `${code}: ${message}` : jsonLine(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await texts.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await texts.return(undefined);
      },
    },
    // What nobody has asked for is not made.
    { highWaterMark: 0 },
  );
}
