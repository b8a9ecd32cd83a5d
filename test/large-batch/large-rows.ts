import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

export interface LargeRows {
  readonly rows: number;
  readonly bytes: number;
  /** Rows that are no JSON. */
  readonly faulty: number;
  /** The SHA-256 of what has to come out: a line `{"n":…,"chars":…}` for each row that can be read. */
  readonly sha256: string;
}

/** One row in so many cannot be read. */
const FAULTY_IN = 5000;
/** Characters that are written at once. */
const BLOCK = 1024 * 1024;

/** Writes a jsonl file of at least so many bytes: rows of 100 to 2,100 characters, some of them two bytes wide. */
export async function writeLargeRows(path: string, size: number): Promise<LargeRows> {
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  let [rows, bytes, faulty] = [0, 0, 0];
  try {
    while (bytes < size) {
      let block = '';
      for (; block.length < BLOCK && bytes + block.length < size; rows++) {
        const chars = 100 + ((rows * 7919) % 2000);
        const text = `é${'x'.repeat(chars - 1)}`;
        if (rows % FAULTY_IN === FAULTY_IN - 1) {
          block += `{"n":${rows},"text":"${text}\n`;
          faulty++;
          continue;
        }
        block += `${JSON.stringify({ n: rows, text })}\n`;
        hash.update(`{"n":${rows},"chars":${chars}}\n`);
      }
      bytes += (await file.write(block)).bytesWritten;
    }
  } finally {
    await file.close();
  }
  return { rows, bytes, faulty, sha256: hash.digest('hex') };
}
