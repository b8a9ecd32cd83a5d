/** Files by their paths. */
export type ModelFiles = ReadonlyMap<string, Uint8Array>;

/** Makes the files of a model, in the hub's layout, from those of the package that its weights come in. */
export type Conversion = (sources: ModelFiles) => ModelFiles;

/** One of the files that a conversion needs. */
export function sourceFile(sources: ModelFiles, path: string): Uint8Array {
  const bytes = sources.get(path);
  if (bytes === undefined) throw new Error(`The conversion needs ${path}.`);
  return bytes;
}

/** A JSON file, the same bytes for the same value. */
export function jsonFile(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}
