import { describe, expect, test } from 'vitest';
import { MAX_DOCUMENT_LENGTH, parseDocument, toPlain } from '../../src/syntax/index.ts';

const codesAndPlaces = (text: string): string[] =>
  parseDocument(text).diagnostics.map(({ code, span }) => `${span.line}:${span.column} ${code}`);

test('YAML becomes plain data with every value where it was', () => {
  const { root, diagnostics } = parseDocument('name: a\nsteps:\n  - name: b\n    on: yes\n    n: 1.5\n');
  expect(diagnostics).toEqual([]);
  expect(root && toPlain(root)).toEqual({ name: 'a', steps: [{ name: 'b', on: 'yes', n: 1.5 }] });
  expect(root?.span).toMatchObject({ line: 1, column: 1 });
});

test('anchors are followed', () => {
  const { root } = parseDocument('a: &x {k: 1}\nb: *x\n');
  expect(root && toPlain(root)).toEqual({ a: { k: 1 }, b: { k: 1 } });
});

test('an alias means the last anchor of its name before it', () => {
  const { root } = parseDocument('[&a 1, *a , &a 2, *a , &b [&c 3], &c 4, *b , *c ]');
  expect(root && toPlain(root)).toEqual([1, 1, 2, 2, [3], 4, [3], 4]);
});

test('thousands of aliases and keys are read in linear time', () => {
  const { root } = parseDocument(`a: &a x\nb: [${'*a ,'.repeat(10_000)}]`);
  expect(root?.kind === 'map' && root.entries[1]?.value).toMatchObject({ items: { length: 10_000 } });
  const keys = Array.from({ length: 15_000 }, (_, i) => `k${i}: 1`).join('\n');
  expect(parseDocument(keys).root).toMatchObject({ entries: { length: 15_000 } });
});

test('__proto__ is a key like any other', () => {
  const { root } = parseDocument('__proto__: {polluted: 1}\n');
  const plain = root && (toPlain(root) as object);
  expect(Object.keys(plain ?? {})).toEqual(['__proto__']);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

describe('faults', () => {
  test('what does not parse is told with its place', () => {
    expect(codesAndPlaces('name: a\nsteps: [1, 2\n')).toEqual(['3:1 yaml_syntax']);
    expect(codesAndPlaces('a: 1\na: 2\n')).toEqual(['2:1 yaml_syntax']);
    expect(codesAndPlaces('a: &m {k: 1, k: 2}\nb: *m\n')).toEqual(['1:14 yaml_syntax']);
    expect(codesAndPlaces('a: *nowhere\n')).toEqual(['1:4 yaml_syntax']);
    expect(codesAndPlaces('a: "unclosed\n')).toEqual(['2:1 yaml_syntax']);
  });

  test.each([
    ['key: {{ inputs.x }}\n', '1:6 unquoted_template'],
    ['key: {{ inputs.x }} and more\nother: 1\n', '1:6 unquoted_template'],
    ['list:\n  - {{ inputs.x }}\n', '2:5 unquoted_template'],
    ['key: {{ f(1, 2) }}\n', '1:6 unquoted_template'],
  ])('a template without quotes is one fault, with the way out: %j', (text, fault) => {
    expect(codesAndPlaces(text)).toEqual([fault]);
    expect(parseDocument(text).diagnostics[0]?.hint).toContain('quotes');
  });

  test('a document that is too large is not read', () => {
    expect(codesAndPlaces(`a: ${'x'.repeat(MAX_DOCUMENT_LENGTH)}`)).toEqual(['1:1 document_too_large']);
  });

  test('aliases that unfold without end are stopped', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(codesAndPlaces(lines.join('\n'))).toEqual(['1:1 document_too_large']);
  });

  test('deep nesting is stopped', () => {
    expect(codesAndPlaces(`a: ${'['.repeat(500)}${']'.repeat(500)}`).at(-1)).toBe('1:1 document_too_large');
  });
});
