import { describe, expect, test } from 'vitest';
import { TESTS } from '../../src/expressions/tests/table.ts';
import { errorOf, evaluated } from './support/evaluated.ts';

const scope = { list: [1, 2], vector: new Float32Array(1), map: { a: 1 }, text: 'abc', nothing: null };

const rows: readonly (readonly [test: string, expression: string, expected: boolean])[] = [
  ['defined', 'text is defined', true],
  ['defined', 'missing is defined', false],
  ['undefined', 'missing is undefined', true],
  ['undefined', 'nothing is undefined', false],
  ['none', 'nothing is none', true],
  ['none', '0 is none', false],
  ['string', 'text is string', true],
  ['string', '1 is string', false],
  ['number', '1.5 is number', true],
  ['number', '"1" is number', false],
  ['number', 'true is number', false],
  ['integer', '2 is integer', true],
  ['integer', '2.5 is integer', false],
  ['integer', 'true is integer', false],
  ['float', '2.5 is float', true],
  ['float', '2 is float', false],
  ['boolean', 'false is boolean', true],
  ['boolean', '0 is boolean', false],
  ['true', 'true is true', true],
  ['true', '1 is true', false],
  ['false', 'false is false', true],
  ['false', '0 is false', false],
  ['mapping', 'map is mapping', true],
  ['mapping', 'list is mapping', false],
  ['sequence', 'list is sequence', true],
  ['sequence', 'vector is sequence', true],
  ['sequence', 'text is sequence', true],
  ['sequence', 'map is sequence', true],
  ['sequence', '1 is sequence', false],
  ['iterable', 'list is iterable', true],
  ['iterable', 'text is iterable', true],
  ['iterable', 'nothing is iterable', false],
  ['even', '4 is even', true],
  ['even', '-3 is even', false],
  ['odd', '-3 is odd', true],
  ['odd', '4 is odd', false],
  ['odd', '1.5 is odd', false],
  ['divisibleby', '9 is divisibleby 3', true],
  ['divisibleby', '9 is divisibleby(2)', false],
  ['divisibleby', '9 is divisibleby(num=3)', true],
  ['eq', '1 is eq 1', true],
  ['eq', '1 is eq("1")', false],
  ['equalto', '[1] is equalto [1]', true],
  ['ne', '1 is ne 2', true],
  ['lt', '1 is lt 2', true],
  ['lessthan', '2 is lessthan(1)', false],
  ['le', '2 is le 2', true],
  ['gt', '2 is gt 1', true],
  ['greaterthan', '1 is greaterthan 2', false],
  ['ge', '2 is ge 2', true],
  ['sameas', 'none is sameas none', true],
  ['sameas', '1 is sameas true', false],
  ['sameas', 'list is sameas list', true],
  ['sameas', '[1] is sameas [1]', false],
  ['lower', '"ab1" is lower', true],
  ['lower', '"aB" is lower', false],
  ['lower', '"1" is lower', false],
  ['upper', '"ÄB" is upper', true],
  ['upper', '"" is upper', false],
  ['==', '[1, 2] | select("==", 2) == [2]', true],
  ['!=', '[1, 2] | select("!=", 2) == [1]', true],
  ['<', '[1, 2] | select("<", 2) == [1]', true],
  ['<=', '[1, 2] | select("<=", 1) == [1]', true],
  ['>', '[1, 2] | select(">", 1) == [2]', true],
  ['>=', '[1, 2] | select(">=", 2) == [2]', true],
  ['in', '1 is in list', true],
  ['in', '1 is in [2]', false],
  ['in', '3 is not in(list)', true],
];

describe('a test answers', () => {
  test.each(rows)('%s: %s', (_test, expression, expected) => {
    expect(evaluated(`{{ ${expression} }}`, scope)).toBe(expected);
  });

  test('something for each name in the table', () => {
    const shown = new Set(rows.map(([name]) => name));
    expect([...TESTS.keys()].filter((name) => !shown.has(name))).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['text is string and 1 is number', true],
    ['1 is string or 2 is even', true],
    ['not 1 is string', true],
    ['1 if text is defined else 2', 1],
    ['[text is defined if true else 0]', [true]],
    ['"x" ~ text | upper is string', 'xtrue'],
    ['9 is divisibleby 3 == true', true],
  ])('in its place among others: %s', (expression, expected) => {
    expect(evaluated(`{{ ${expression} }}`, scope)).toEqual(expected);
  });
});

test.each<[string, string]>([
  ['"a" is even', 'type_mismatch'],
  ['none is odd', 'type_mismatch'],
  ['"a" is divisibleby 2', 'type_mismatch'],
  ['1 is divisibleby 0', 'evaluation_failed'],
  ['1 is lt "a"', 'type_mismatch'],
  ['1 is lower', 'type_mismatch'],
  ['list is upper', 'type_mismatch'],
  ['1 is in 2', 'type_mismatch'],
  ['missing is string', 'undefined_name'],
])('%s is a %s', (expression, code) => {
  expect(errorOf(`{{ ${expression} }}`, scope).code).toBe(code);
});
