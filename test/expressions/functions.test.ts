import { expect, test } from 'vitest';
import { FUNCTIONS } from '../../src/expressions/functions/table.ts';
import { errorOf, evaluated } from './support/evaluated.ts';

const limits = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) };

const rows: readonly (readonly [name: string, expression: string, expected: unknown])[] = [
  ['now', 'now()', '2026-01-02T03:04:05.000Z'],
  ['now', 'now()[:10]', '2026-01-02'],
  ['range', 'range(3)', [0, 1, 2]],
  ['range', 'range(1, 4)', [1, 2, 3]],
  ['range', 'range(5, 0, -2)', [5, 3, 1]],
  ['range', 'range(0)', []],
  ['range', 'range(3, 1)', []],
  ['range', 'range(0, 7, step=3)', [0, 3, 6]],
  ['len', 'len("a😀")', 2],
  ['len', 'len([1, 2])', 2],
  ['len', 'len({"a": 1})', 1],
  ['str', 'str(5)', '5'],
  ['str', 'str([1])', '[1]'],
  ['str', 'str()', ''],
  ['int', 'int("42")', 42],
  ['int', 'int(3.9)', 3],
  ['int', 'int("ff", 16)', 255],
  ['int', 'int()', 0],
  ['float', 'float("1.5")', 1.5],
  ['float', 'float(true)', 1],
  ['bool', 'bool([])', false],
  ['bool', 'bool("false")', true],
  ['list', 'list("ab")', ['a', 'b']],
  ['list', 'list()', []],
  ['dict', 'dict(a=1, b=[2])', { a: 1, b: [2] }],
  ['dict', 'dict([["a", 1], ("b", 2)])', { a: 1, b: 2 }],
  ['dict', 'dict({"a": 1}, a=2)', { a: 2 }],
  ['dict', 'dict()', {}],
];

test.each(rows)('%s: %s', (_name, expression, expected) => {
  expect(evaluated(`{{ ${expression} }}`, {}, limits)).toEqual(expected);
});

test('every function of the table is shown', () => {
  const shown = new Set(rows.map(([name]) => name));
  expect([...FUNCTIONS.keys()].filter((name) => !shown.has(name))).toEqual([]);
});

test('a name of the scope is no function, and a function no name', () => {
  expect(evaluated('{{ list }}', { list: [1] })).toEqual([1]);
  expect(errorOf('{{ range }}').code).toBe('undefined_name');
});

test.each<[string, string]>([
  ['range(1.5)', 'type_mismatch'],
  ['range("3")', 'type_mismatch'],
  ['range(1, 2, 0)', 'evaluation_failed'],
  ['len(5)', 'type_mismatch'],
  ['int("abc")', 'evaluation_failed'],
  ['int(none)', 'evaluation_failed'],
  ['int("1", "a")', 'type_mismatch'],
  ['float("abc")', 'evaluation_failed'],
  ['list(5)', 'type_mismatch'],
  ['dict(5)', 'type_mismatch'],
  ['dict([1])', 'type_mismatch'],
])('%s ends in %s', (expression, code) => {
  const source = `{{ ${expression} }}`;
  const error = errorOf(source);
  expect([error.code, source.slice(error.start, error.end)]).toEqual([code, expression]);
});
