import type { ImportedFile, ImportSource } from './import-source.ts';

/**
 * What a page brings, as a zip file or as files with their paths. To be asked in the page already: a browser forgets a
 * file's place in its folder when the file crosses a thread.
 */
export function filesOf(source: ImportSource): Blob | readonly ImportedFile[] {
  if (source instanceof Blob) return source;
  const files = [...source].map((given): ImportedFile => {
    if (!(given instanceof File)) return given;
    return { path: given.webkitRelativePath || given.name, file: given };
  });
  const [only] = files;
  // Whoever drops a zip file brings a list of one file.
  return files.length === 1 && only !== undefined && /\.zip$/i.test(only.path) ? only.file : files;
}
