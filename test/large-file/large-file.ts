import { createHash, randomFillSync } from 'node:crypto';
import { open } from 'node:fs/promises';

const BLOCK = 8 * 1024 * 1024;

/** Writes a file of random bytes, which nothing on the way can compress. Gives their SHA-256. */
export async function writeLargeFile(path: string, size: number): Promise<string> {
  const hash = createHash('sha256');
  const block = Buffer.alloc(BLOCK);
  const file = await open(path, 'w');
  try {
    for (let left = size; left > 0; left -= BLOCK) {
      const part = randomFillSync(block).subarray(0, Math.min(BLOCK, left));
      hash.update(part);
      await file.write(part);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
