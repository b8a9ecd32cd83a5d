import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isRight } from './check-file.ts';
import type { LockedFile } from './model-lock.ts';

const stampForm = z.record(
  z.string(),
  z.object({ size: z.number(), changed: z.number(), sha256: z.string() }),
);

/**
 * Remembers which files under `public/models` were found right, by size and time of change,
 * so that a second start reads no weights at all.
 */
export class LaidFiles {
  readonly #folder: string;
  readonly #memory: string;
  readonly #known: z.infer<typeof stampForm>;

  private constructor(folder: string, memory: string, known: z.infer<typeof stampForm>) {
    this.#folder = folder;
    this.#memory = memory;
    this.#known = known;
  }

  /** Opens the memory of a folder, kept in a file elsewhere. With `forget` every file is read again. */
  static async open(folder: string, memory: string, { forget }: { forget: boolean }): Promise<LaidFiles> {
    const text = await readFile(memory, 'utf8').catch(() => '{}');
    const parsed = stampForm.safeParse(forget ? {} : parseJson(text));
    return new LaidFiles(folder, memory, parsed.success ? parsed.data : {});
  }

  /** Says whether a file is there and right. It is read only if it is not the one that was found right before. */
  async has(path: string, file: LockedFile): Promise<boolean> {
    const found = await stat(join(this.#folder, path)).catch(() => undefined);
    if (found === undefined || found.size !== file.size) return false;
    const known = this.#known[path];
    if (known?.sha256 === file.sha256 && known.size === found.size && known.changed === found.mtimeMs)
      return true;
    if (!(await isRight(join(this.#folder, path), file))) return false;
    await this.remember(path, file);
    return true;
  }

  /** Notes that a file has just been found right or put there. */
  async remember(path: string, file: LockedFile): Promise<void> {
    const found = await stat(join(this.#folder, path));
    this.#known[path] = { size: found.size, changed: found.mtimeMs, sha256: file.sha256 };
  }

  async save(): Promise<void> {
    await mkdir(dirname(this.#memory), { recursive: true });
    await writeFile(this.#memory, JSON.stringify(this.#known));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
