import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';

export interface Import {
  /** Both from the root of the sources, with forward slashes. */
  readonly from: string;
  readonly to: string;
}

/** Every import, export-from, `import()` and worker URL between the files of a source folder. */
export function readImports(root: string): readonly Import[] {
  return sourceFiles(root).flatMap((file) =>
    specifiersOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => ({ from: path(root, file), to: path(root, join(dirname(file), specifier)) })),
  );
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function specifiersOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const { module } = parseSync(file, text);
  return [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) =>
      found.entries.flatMap((entry) => (entry.moduleRequest === null ? [] : [entry.moduleRequest.value])),
    ),
    ...module.dynamicImports.map((found) =>
      text.slice(found.moduleRequest.start, found.moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
    ),
    ...[...text.matchAll(/new URL\('([^']+\.ts)', import\.meta\.url\)/g)].map((found) => found[1] ?? ''),
  ];
}

function path(root: string, file: string): string {
  return relative(root, file).split(sep).join('/');
}
