import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { chunkSize, type LockedFile } from './model-lock.ts';

/** What a file's bytes are known by. */
export type FileDigest = Pick<LockedFile, 'size' | 'sha256' | 'chunks'>;

/** Bytes that are not the ones the lock names: the set-up ends here, since trying again would not help. */
export class WrongHash extends Error {
  override name = 'WrongHash';
}

/** Hashes a file as a whole and in pieces of 8 MiB. */
export async function digestFile(path: string): Promise<FileDigest> {
  const whole = createHash('sha256');
  const chunks: string[] = [];
  let chunk: Hash | undefined;
  let inChunk = 0;
  let size = 0;
  for await (const read of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    let bytes: Buffer = read;
    whole.update(bytes);
    size += bytes.length;
    while (bytes.length > 0) {
      chunk ??= createHash('sha256');
      const part = bytes.subarray(0, chunkSize - inChunk);
      chunk.update(part);
      inChunk += part.length;
      bytes = bytes.subarray(part.length);
      if (inChunk < chunkSize) continue;
      chunks.push(chunk.digest('hex'));
      chunk = undefined;
      inChunk = 0;
    }
  }
  if (chunk !== undefined) chunks.push(chunk.digest('hex'));
  return { size, sha256: whole.digest('hex'), chunks };
}

/** Says whether a file holds the bytes that the lock names. A missing file does not. */
export async function isRight(path: string, expected: LockedFile): Promise<boolean> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  return size === expected.size && (await digestFile(path)).sha256 === expected.sha256;
}

/** Throws a `WrongHash` that names the file, both hashes and the first wrong piece, unless the bytes are right. */
export async function checkFile(path: string, expected: LockedFile, label: string): Promise<void> {
  const found = await digestFile(path);
  if (found.sha256 === expected.sha256) return;
  const wrong = expected.chunks.findIndex((hash, index) => found.chunks[index] !== hash);
  const sizes =
    found.size === expected.size ? '' : `\n  expected ${expected.size} bytes, got ${found.size} bytes`;
  const piece =
    wrong === -1 ? '' : `\n  the first wrong 8 MB piece is number ${wrong + 1} of ${expected.chunks.length}`;
  throw new WrongHash(
    `${label} has the wrong hash.\n  expected sha256 ${expected.sha256}\n  got      sha256 ${found.sha256}${sizes}${piece}`,
  );
}
