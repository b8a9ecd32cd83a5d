import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FILTERS } from '../../src/expressions/filters/table.ts';
import { FUNCTIONS } from '../../src/expressions/functions/table.ts';
import { TESTS } from '../../src/expressions/tests/table.ts';
import { tablesOf, wordsInBraces, wordsInCode } from './documented-names.ts';
import { files, readFixtures } from './fixture.ts';

const page = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const textsNamed = (end: string): string =>
  [...files]
    .filter(([address]) => address.endsWith(end))
    .map(([, text]) => text)
    .join('\n');

const document = page('../../docs/flows.md');
const flows = textsNamed('/flow.yaml');
const expected = textsNamed('/expected.yaml');

/** The names that no text has in the form that a name takes there. */
const missing = (names: Iterable<string>, form: (name: string) => RegExp, text: string): string[] =>
  [...new Set(names)].filter((name) => !form(name).test(text));

const tables = tablesOf(document);
const rowsUnder = (heading: string) => {
  const rows = tables.filter(({ header }) => header[0] === heading).flatMap((table) => table.rows);
  if (rows.length === 0) throw new Error(`docs/flows.md has no table under "${heading}".`);
  return rows;
};

test('there are at least 200 fixtures, each with a sentence of its own', () => {
  const sentences = readFixtures().map((fixture) => fixture.expected.about);
  expect(sentences.length).toBeGreaterThanOrEqual(200);
  expect(new Set(sentences).size).toBe(sentences.length);
});

describe('every name of the document is in a fixture', () => {
  const asKey = (name: string) => new RegExp(`(^|[\\s{,"'])${name}["']?:`, 'm');
  const asWord = (name: string) => new RegExp(`\\b${name}\\b`);

  test('keys', () => {
    const rows = rowsUnder('key');
    const first = [...rows, ...rowsUnder('config')].flatMap(([cell = '']) => wordsInCode(cell));
    const inner = rows.flatMap((cells) => cells.flatMap(wordsInBraces));
    const ofInputs = wordsInBraces(/^`\{name, type.*?\}`/m.exec(document)?.[0] ?? '');
    expect(ofInputs).toContain('enum');
    expect(missing([...first, ...inner, ...ofInputs], asKey, flows)).toEqual([]);
  });

  test('rules of validation', () => {
    const rules = rowsUnder('validation for').flatMap(([, cell = '']) => wordsInCode(cell));
    expect(missing(rules, asKey, flows)).toEqual([]);
  });

  test('types of inputs', () => {
    const types = /Types: ([^.]*)\./.exec(document)?.[1]?.match(/\w+/g) ?? [];
    expect(types).toContain('string');
    const names = types.filter((word) => word !== 'or');
    expect(missing(names, (name) => new RegExp(`type: ${name}\\b`), flows)).toEqual([]);
  });

  test('names that templates read', () => {
    const names = rowsUnder('name').flatMap(([cell = '']) => wordsInCode(cell));
    expect(missing(names, asWord, flows)).toEqual([]);
  });

  test('matchers of expected values', () => {
    const names = rowsUnder('matcher').flatMap(([cell = '']) => cell.match(/(?<=\$)\w+/g) ?? []);
    expect(missing(names, (name) => new RegExp(`\\$${name}\\b`), expected)).toEqual([]);
  });

  test('blocks of templates', () => {
    const names = [...document.matchAll(/\{% (\w+) %\}/g)].map(([, name = '']) => name);
    expect(names).toContain('for');
    expect(missing(names, (name) => new RegExp(`\\{%-? ${name}\\b`), flows)).toEqual([]);
  });
});

describe('everything that expressions have is in a fixture', () => {
  test('filters', () => {
    expect(missing(FILTERS.keys(), (name) => new RegExp(`\\| ${name}\\b`), flows)).toEqual([]);
  });

  test('tests', () => {
    // Signs such as == are names for select and its sisters alone.
    const asTest = (name: string) => new RegExp(`\\bis (not )?${name}\\b|select\\('${name}'`);
    expect(missing(TESTS.keys(), asTest, flows)).toEqual([]);
  });

  test('functions', () => {
    expect(missing(FUNCTIONS.keys(), (name) => new RegExp(`\\b${name}\\(`), flows)).toEqual([]);
  });
});

test('every code of a fault of the text is in a fixture, or among the limits', () => {
  const [diagnostics] = tablesOf(page('../../docs/errors.md'));
  const codes = (diagnostics?.rows ?? []).flatMap(([cell = '']) => wordsInCode(cell));
  expect(codes).toContain('yaml_syntax');
  const told = expected + page('./limits.test.ts');
  expect(missing(codes, (code) => new RegExp(`\\b${code}\\b`), told)).toEqual([]);
});
