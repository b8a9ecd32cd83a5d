import { expect, test } from 'vitest';
import { differences } from '../../src/cli/match-expected.ts';

test.each<[string, unknown, unknown, boolean]>([
  ['a map may have more', { a: 1, b: 2 }, { a: 1 }, true],
  ['a member that differs', { a: 1 }, { a: 2 }, false],
  ['a member that is missing', {}, { a: null }, false],
  ['lists are equal or not', [1, 2], [1], false],
  ['items may have more', [{ a: 1, b: 2 }], [{ a: 1 }], true],
  ['1 is not "1"', '1', 1, false],
  ['$contains in a text', 'hello', { $contains: 'ell' }, true],
  ['$contains in a list', [{ a: 1, b: 2 }], { $contains: { a: 1 } }, true],
  ['$contains, but not', 'hello', { $contains: 'x' }, false],
  ['$matches', 'Hello', { $matches: '(?i)^hello$' }, true],
  ['$near', 1.04, { $near: 1, within: 0.05 }, true],
  ['$near, but not', 1.06, { $near: 1, within: 0.05 }, false],
  ['$between', 5, { $between: [1, 5] }, true],
  ['$length', [1, 2], { $length: 2 }, true],
  ['$any of nothing', null, { $any: true }, false],
  ['an unknown matcher never holds', 1, { $nearly: 1 }, false],
  ['a list is no map', [], {}, false],
])('%s', (_, actual, expected, holds) => {
  expect(differences(actual, expected)).toHaveLength(holds ? 0 : 1);
});

test('a difference names its place, what was expected and what came', () => {
  const found = differences({ outputs: { list: [{ x: 1 }] } }, { outputs: { list: [{ x: 2 }] } });
  expect(found).toEqual(['outputs.list[0].x: expected 2, got 1']);
});
