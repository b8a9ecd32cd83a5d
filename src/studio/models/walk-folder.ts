import type { ModelFile } from '../../engine/model-library.ts';
import { notTaken } from './not-taken.ts';

export interface Walk {
  readonly signal: AbortSignal;
  /** Told how many files were found so far. */
  readonly onFound?: (count: number) => void;
}

/**
 * All files of a folder that was dropped, each with its path from the folder's own name on.
 * What begins with a dot is left where it is: no model needs it, and the `.git` of a clone has thousands of files.
 * Rejects with `model_invalid` where a part of it cannot be read, and with the reason of the cancellation.
 */
export async function walkFolder(
  folder: FileSystemDirectoryEntry,
  { signal, onFound }: Walk,
): Promise<readonly ModelFile[]> {
  const found: ModelFile[] = [];
  const open: { readonly folder: FileSystemDirectoryEntry; readonly path: string }[] = [
    { folder, path: folder.name },
  ];
  for (let place = open.shift(); place !== undefined; place = open.shift()) {
    for (const entry of await entriesOf(place.folder, place.path, signal)) {
      if (entry.name.startsWith('.')) continue;
      const path = `${place.path}/${entry.name}`;
      if (isFolder(entry)) open.push({ folder: entry, path });
      else if (isFile(entry)) found.push({ path, file: await fileOf(entry, path) });
      signal.throwIfAborted();
    }
    onFound?.(found.length);
  }
  return found;
}

/** Browsers give some entries at a time, Chromium a hundred: the list is whole when none come any more. */
async function entriesOf(
  folder: FileSystemDirectoryEntry,
  path: string,
  signal: AbortSignal,
): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    }).catch((cause: unknown) => {
      throw unreadable(path, cause);
    });
    signal.throwIfAborted();
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry, path: string): Promise<File> {
  return new Promise<File>((resolve, reject) => {
    entry.file(resolve, reject);
  }).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
}

function unreadable(path: string, cause: unknown): Error {
  const hint = 'Look whether it is still there and may be read, and drop the folder again.';
  return notTaken(`${path} cannot be read.`, hint, cause);
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
