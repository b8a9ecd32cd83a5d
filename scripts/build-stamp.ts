import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { listFiles } from './fingerprint.ts';

const stampName = '.built-from.json';
const stampForm = z.object({ fingerprint: z.string(), files: z.record(z.string(), z.number()) });

/** Says whether a folder holds a whole build of exactly these sources: its files are there, in the size they had. */
export async function isBuiltFrom(folder: string, fingerprint: string): Promise<boolean> {
  const text = await readFile(join(folder, stampName), 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const stamp = stampForm.safeParse(parseJson(text));
  if (!stamp.success || stamp.data.fingerprint !== fingerprint) return false;
  for (const [path, size] of Object.entries(stamp.data.files)) {
    const found = await stat(join(folder, path)).catch(() => undefined);
    if (found?.size !== size) return false;
  }
  return true;
}

/** Notes in a finished build what it was made from. */
export async function stampBuild(folder: string, fingerprint: string): Promise<void> {
  const files: Record<string, number> = {};
  for (const path of await listFiles(folder)) files[relative(folder, path)] = (await stat(path)).size;
  await writeFile(join(folder, stampName), JSON.stringify({ fingerprint, files }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
