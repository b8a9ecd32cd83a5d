import type { Row, RowGroup } from '../../rows/index.ts';
import { Turns } from '../event-loop.ts';

export interface Batch {
  /** From 0. */
  readonly number: number;
  /** The index of its first item. */
  readonly first: number;
  readonly rows: readonly Row[];
  /** How much of the source has been read with it: bytes of a file, items of a list. */
  readonly position: number;
}

/**
 * Puts rows together to batches; the first `skip` of them are gone past. The rows of one batch are all that is in
 * memory, beside the piece of the file that they stand in.
 */
export async function* batchesOf(
  groups: AsyncIterable<RowGroup>,
  size: number,
  skip: number,
): AsyncGenerator<Batch> {
  const turns = new Turns();
  const skipped = skip * size;
  let count = 0;
  let position = 0;
  let rows: Row[] = [];
  const batch = (): Batch => {
    const first = count - rows.length;
    const made = { number: first / size, first, rows, position };
    rows = [];
    return made;
  };
  for await (const { rows: found, length, from, to } of groups) {
    let read = 0;
    for (const row of found) {
      count++;
      read += row.length;
      if (turns.isOver) await turns.next();
      if (count <= skipped) continue;
      rows.push(row);
      // A row that came with an earlier piece may be longer than this one.
      position = from + (to - from) * Math.min(1, read / Math.max(1, length));
      if (rows.length === size) yield batch();
    }
  }
  if (rows.length > 0) yield batch();
}
