import type { ImportEntry } from './import-source.ts';
import { modelInvalid } from './model-invalid.ts';

/** What a model's folder is known by: its config, or the note that an export puts beside it. */
export const CONFIG = 'config.json';
export const NOTE = 'promptflow-model.json';

/** The folder of one model, wherever it lies in what was dropped. */
export interface ModelFolder {
  /** The names of the folders that lead to it, outermost first. */
  readonly names: readonly string[];
  /** Its files, by the path in it. */
  readonly entries: ReadonlyMap<string, ImportEntry>;
}

/**
 * Finds the folder of the model: the uppermost with a config in it, or the uppermost of all.
 * Throws `model_invalid` where a path leads outside, and where there are several models.
 *
 * @param around what holds the files, where they lie in no folder
 */
export function findModelFolder(given: readonly ImportEntry[], around?: string): ModelFolder {
  for (const { path } of given) checkPath(path);
  const all = given.filter(({ path }) => !isHidden(path));
  const configs = all
    .filter(({ path }) => [CONFIG, NOTE].includes(nameOf(path)))
    .map(({ path }) => folderOf(path));
  const depth = Math.min(...configs.map(depthOf));
  const roots = [...new Set(configs.filter((folder) => depthOf(folder) === depth))];
  if (roots.length > 1) {
    const hint = 'Import one model at a time.';
    throw modelInvalid(`There are several models: ${roots.sort().join(', ')}.`, hint);
  }
  const root = roots[0] ?? commonFolder(all);
  const entries = new Map<string, ImportEntry>();
  for (const entry of all) if (entry.path.startsWith(root)) entries.set(entry.path.slice(root.length), entry);
  const names = root.split('/').filter((name) => name !== '');
  return { names: names.length === 0 && around !== undefined ? [around] : names, entries };
}

/** A path comes from whoever made the zip file: it may lead nowhere but into the model's own folder. */
function checkPath(path: string): void {
  const isOutside = /^[/\\]|^[a-z]:|\\|(^|\/)\.{1,2}(\/|$)|\/\/|\0/i.test(path) || path === '';
  if (!isOutside) return;
  const hint = 'Do not use this file: a model that is whole has only files in its own folder.';
  throw modelInvalid(`"${path}" leads outside the model's folder.`, hint);
}

/** What systems and tools leave beside files. */
function isHidden(path: string): boolean {
  return path.split('/').some((name) => name.startsWith('.') || name === '__MACOSX');
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function depthOf(folder: string): number {
  return folder.split('/').length;
}

/** The folder that all files lie in, `onnx` aside. */
function commonFolder(entries: readonly ImportEntry[]): string {
  const [first] = entries;
  if (first === undefined) return '';
  let folder = folderOf(first.path).replace(/onnx\/$/, '');
  while (!entries.every(({ path }) => path.startsWith(folder))) {
    folder = folderOf(folder.slice(0, -1));
  }
  return folder;
}
