import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Above this many bytes a file counts by size and time of change: reading weights would cost every start a second. */
const readUpTo = 1_000_000;

/**
 * Hashes what files and folders hold, in an order that does not depend on the disk.
 * By content, not by time: a fresh checkout or a touched file is no reason to build again.
 */
export async function fingerprint(root: string, paths: readonly string[]): Promise<string> {
  const files = await Promise.all(paths.map((path) => listFiles(join(root, path))));
  const hash = createHash('sha256');
  for (const path of files.flat().sort()) {
    hash.update(`${relative(root, path).split(sep).join('/')}\0${await contentMark(path)}\n`);
  }
  return hash.digest('hex');
}

async function contentMark(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  if (size > readUpTo) return `${size} ${mtimeMs}`;
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** Lists a file, or every file in a folder, hidden ones left out. What is not there gives an empty list. */
export async function listFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name));
}
