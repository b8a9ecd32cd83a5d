import { createSHA256 } from 'hash-wasm';
import { type Cell, perSecond, timed } from '../cell.ts';
import { openLasting } from '../engine-on-database.ts';
import { forgetAll } from '../forget-all.ts';
import type { Settings } from '../job.ts';
import { PlainDatabase } from '../plain-database.ts';

const MEGABYTE = 1024 * 1024;
/** Bytes that are hashed at once. */
const SLICE = 8 * MEGABYTE;

/** A file that the store keeps, against a put of the same bytes, and against what the store's promise needs at least. */
export async function fileCells({ megabytes }: Settings): Promise<readonly Cell[]> {
  const plain = await PlainDatabase.open();
  const { files } = await openLasting();
  const cell = (name: string, keep: (content: Blob) => Promise<unknown>): Cell => ({
    case: name,
    unit: 'MB/s',
    async turn() {
      const content = await randomFile(megabytes);
      const time = await timed(() => keep(content));
      await forgetAll();
      await plain.forget();
      return perSecond(megabytes, time);
    },
  });
  return [
    cell('file store', (content) => files.keep(content, 'random.bin')),
    cell('idb, a put', (content) => plain.putFile('random', content)),
    cell('SHA-256, then a put', async (content) => plain.putFile(await sha256Of(content), content)),
  ];
}

/** Bytes that were never stored before: the store keeps the same ones once. */
async function randomFile(megabytes: number): Promise<Blob> {
  const blocks = Array.from({ length: megabytes }, () => {
    const block = new Uint8Array(MEGABYTE);
    for (let at = 0; at < MEGABYTE; at += 65_536) crypto.getRandomValues(block.subarray(at, at + 65_536));
    return block;
  });
  const file = new Blob(blocks);
  // The browser takes the bytes over in the background; who reads the last of them waits for that.
  await file.slice(-1).arrayBuffer();
  return file;
}

async function sha256Of(content: Blob): Promise<string> {
  const hash = await createSHA256();
  for (let from = 0; from < content.size; from += SLICE) {
    hash.update(new Uint8Array(await content.slice(from, from + SLICE).arrayBuffer()));
  }
  return hash.digest();
}
