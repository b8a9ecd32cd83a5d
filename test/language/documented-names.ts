export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a page of Markdown, cell by cell; code marks are left in the rows and taken off the headers. */
export function tablesOf(markdown: string): Table[] {
  return [...markdown.matchAll(/^\|.*(?:\n\|.*)+/gm)].map(([text]) => {
    const [header = [], , ...rows] = text.split('\n').map(cellsOf);
    return { header: header.map((cell) => cell.replaceAll('`', '')), rows };
  });
}

function cellsOf(line: string): string[] {
  // A bar with a backslash before it is text.
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/**
 * The names that stand in code marks: of `execution.timeout` the last part, of `type: parallel` the key.
 * What is no name, such as `^`, is left out, and so are the letters that stand for a name, as in `inputs.x`.
 */
export function wordsInCode(cell: string): string[] {
  return [...cell.matchAll(/`([^`]*)`/g)]
    .map(([, code = '']) => code.replace(/:.*/, '').split('.').at(-1) ?? '')
    .filter((name) => /^[a-z_]{2,}$/.test(name));
}

/** The names of a list in braces and code marks: `{ttl, key}`. */
export function wordsInBraces(cell: string): string[] {
  return [...cell.matchAll(/`[^`]*\{([a-z_, ]+)\}`/g)].flatMap(([, list = '']) => list.split(/, /));
}
