import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The codes as the sources name them: the union of diagnostics, the table of errors. */
const codes = [
  ...[...read('src/errors/diagnostic.ts').matchAll(/\| '([a-z_]+)'/g)].map((match) => match[1]),
  ...[
    ...read('src/errors/flow-error.ts').matchAll(
      /^ {2}([a-z_]+): '(?:user|config|network|resource|timeout|cancelled|system)',$/gm,
    ),
  ].map((match) => match[1]),
].filter((code) => code !== 'error' && code !== 'warning');

test('every code has a row in docs/errors.md, and every row a code', () => {
  const rows = [...read('docs/errors.md').matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1]);
  expect(codes.length).toBeGreaterThan(40);
  expect([...new Set(rows)].sort()).toEqual([...new Set(codes)].sort());
});
