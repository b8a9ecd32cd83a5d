import type { ModelSource } from '../../engine/model-library.ts';
import { notTaken } from './not-taken.ts';
import { type Walk, walkFolder } from './walk-folder.ts';

/** A folder or a zip file that somebody brought, not looked into yet. */
export interface Brought {
  readonly name: string;
  /** What the engine imports. Rejects with `model_invalid`. */
  read(walk: Walk): Promise<ModelSource>;
}

const ONE_AT_A_TIME = 'Bring one model at a time.';

/**
 * What was dropped. To be asked while the drop is told of: a browser forgets it right after.
 * Throws `model_invalid` where it is neither one folder nor one zip file, with what to do instead.
 */
export function broughtByDrop(data: DataTransfer): Brought {
  const folders: FileSystemDirectoryEntry[] = [];
  const files: File[] = [];
  for (const item of data.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry?.isDirectory) folders.push(entry as FileSystemDirectoryEntry);
    else if (file !== null) files.push(file);
  }
  const [folder] = folders;
  if (folders.length + files.length === 0) {
    const hint = "Drag a model's folder, or a zip file of it, out of your computer's list of files.";
    throw notTaken('What was dropped is text or a link, and no file.', hint);
  }
  if (folder === undefined) return broughtFiles(files);
  if (folders.length > 1) throw notTaken(`These are ${folders.length} folders.`, ONE_AT_A_TIME);
  if (files.length > 0) throw loose(files.length + 1);
  return {
    name: folder.name,
    read: async (walk) => notEmpty(folder.name, await walkFolder(folder, walk)),
  };
}

/** What was chosen as a folder, of which a browser gives all files with their places. */
export function broughtFolder(chosen: readonly File[]): Brought {
  const files = chosen.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const name = files[0]?.path.split('/')[0] ?? 'The folder';
  return { name, read: async () => notEmpty(name, files) };
}

/** Files without a folder: a model only where it is one zip file. Throws `model_invalid`. */
export function broughtFiles(files: readonly File[]): Brought {
  const [file] = files;
  const zips = files.filter(isZip).length;
  if (zips > 1) throw notTaken(`These are ${zips} zip files.`, ONE_AT_A_TIME);
  if (files.length > 1) throw loose(files.length);
  if (file === undefined) throw notTaken('No file was chosen.', 'Choose a zip file of a model.');
  if (zips === 1) return { name: file.name, read: async () => file };
  if (/\.onnx$/i.test(file.name)) {
    const hint =
      'Bring the folder that it lies in. One that runs as it is needs no other file in it: say “onnx” as its task, below.';
    throw notTaken(`${file.name} is only a part of a model.`, hint);
  }
  const hint = "Bring a model's folder, or a zip file of it.";
  throw notTaken(`${file.name} is no zip file and no folder.`, hint);
}

function isZip({ name, type }: File): boolean {
  return /\.zip$/i.test(name) || type === 'application/zip';
}

function loose(count: number): Error {
  const hint = 'Bring the folder that they lie in: its name becomes the name of the model.';
  return notTaken(`These are ${count} things without their folder.`, hint);
}

function notEmpty<Files extends readonly unknown[]>(name: string, files: Files): Files {
  if (files.length > 0) return files;
  const hint = 'Bring the folder that has config.json in it, and a folder onnx with the weights.';
  throw notTaken(`${name} has no files in it.`, hint);
}
