import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkFile, isRight } from './check-file.ts';
import type { LockedFile } from './model-lock.ts';

/** The files of models that this user has fetched before, each under its hash. */
export class ModelCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = join(folder, 'models');
  }

  /** Says whether the bytes are here. Bytes that have gone bad are thrown away. */
  async has(file: LockedFile): Promise<boolean> {
    if (await isRight(this.#path(file), file)) return true;
    await rm(this.#path(file), { force: true });
    return false;
  }

  /** A new folder to download into, on the cache's own disk so that a finished file moves in one step. */
  async makeDownloadFolder(): Promise<string> {
    const folder = join(this.#folder, `download-${randomUUID()}`);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /** Checks a downloaded file and moves it in. */
  async take(path: string, file: LockedFile, label: string): Promise<void> {
    await checkFile(path, file, label);
    await rename(path, this.#path(file));
  }

  /** The bytes of a file that is here. */
  async read(file: LockedFile): Promise<Uint8Array> {
    return new Uint8Array(await readFile(this.#path(file)));
  }

  /** Puts a file where it is wanted, whole or not at all. */
  async lay(file: LockedFile, to: string): Promise<void> {
    const half = `${to}.${randomUUID()}.part`;
    await mkdir(dirname(to), { recursive: true });
    try {
      // A copy, not a link: what damages the one must not damage the other. Disks that can share the blocks do.
      await copyFile(this.#path(file), half, constants.COPYFILE_FICLONE);
      await rename(half, to);
    } finally {
      await rm(half, { force: true });
    }
  }

  #path(file: LockedFile): string {
    return join(this.#folder, file.sha256);
  }
}
