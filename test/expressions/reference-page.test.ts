import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FILTERS } from '../../src/expressions/filters/table.ts';
import { FUNCTIONS } from '../../src/expressions/functions/table.ts';
import { TESTS } from '../../src/expressions/tests/table.ts';
import { evaluated } from './support/evaluated.ts';

const page = readFileSync(new URL('../../docs/templates.md', import.meta.url), 'utf8');
const inputs: unknown = JSON.parse(/```json\n([^`]*)```/.exec(page)?.[1] ?? '');

interface Row {
  readonly section: string;
  readonly names: readonly string[];
  readonly example: string;
  readonly result: string;
}

const code = (cell: string): string => cell.trim().replace(/^`|`$/g, '');

/** The rows of a section's table; `\|` in a cell is a `|`. */
const rows: readonly Row[] = page.split(/^## /m).flatMap((text) =>
  [...text.matchAll(/^\| `.*\|$/gm)].map(([line]) => {
    const [names = '', , example = '', result = ''] = line
      .split(/(?<!\\)\|/)
      .slice(1)
      .map((cell) => cell.replaceAll('\\|', '|'));
    return {
      section: text.slice(0, text.indexOf('\n')),
      names: [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name.replace(/\(.*$/, '')),
      example: code(example),
      result: code(result),
    };
  }),
);

test('the page has a row for every filter, test and function, and no other', () => {
  const namesIn = (section: string) =>
    new Set(rows.filter((row) => row.section === section).flatMap((row) => row.names));
  expect([...namesIn('Filters')].sort()).toEqual([...FILTERS.keys()].sort());
  expect([...namesIn('Tests')].sort()).toEqual([...TESTS.keys()].sort());
  expect([...namesIn('Functions')].sort()).toEqual([...FUNCTIONS.keys()].sort());
  expect(rows.length).toBeGreaterThan(100);
});

test.each(rows)('$section: $example', ({ example, result }) => {
  expect(evaluated(example, { inputs }, { now: () => 0 })).toEqual(JSON.parse(result));
});
