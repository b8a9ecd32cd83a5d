import { describe, expect, test } from 'vitest';
import { errorOf, errorRow, evaluated } from './support/evaluated.ts';

const scope = {
  map: { a: { b: [10, { c: 'deep' }] }, 'with space': 1, '0': 'zero', none: null, get: 'a member' },
  list: [0, 1, 2, 3, 4],
  text: 'abcde',
  emoji: 'a😀b',
  vector: new Float32Array([0.5, 1, 1.5]),
  key: 'a',
  count: 3,
};

describe('a member or a slice gives', () => {
  test.each<[string, unknown]>([
    ['map.a.b[1].c', 'deep'],
    ['map["a"]["b"][0]', 10],
    ['map[key].b.0', 10],
    ['map["with space"]', 1],
    ['map[0]', 'zero'],
    ['map.0', 'zero'],
    ['map.get', 'a member'],
    ['list[-1]', 4],
    ['text[0]', 'a'],
    ['text[-1]', 'e'],
    ['emoji[1]', '😀'],
    ['emoji[2]', 'b'],
    ['vector[0]', 0.5],
    ['[[1, 2], [3]][0][1]', 2],
    ['[[1, 2], [3]].0.1', 2],
    ['{"a": 1}.a', 1],
    ['map.get("a").b[0]', 10],
    ['map.get("x")', null],
    ['map.get("x", 5)', 5],
    ['map.get("x", default=5)', 5],
    ['map.get("none", 5)', null],
    ['list[1:3]', [1, 2]],
    ['list[:2]', [0, 1]],
    ['list[3:]', [3, 4]],
    ['list[:]', [0, 1, 2, 3, 4]],
    ['list[-2:]', [3, 4]],
    ['list[:-2]', [0, 1, 2]],
    ['list[::2]', [0, 2, 4]],
    ['list[1::2]', [1, 3]],
    ['list[::-1]', [4, 3, 2, 1, 0]],
    ['list[3:0:-1]', [3, 2, 1]],
    ['list[-1:-4:-1]', [4, 3, 2]],
    ['list[10:]', []],
    ['list[-10:2]', [0, 1]],
    ['list[3:1]', []],
    ['list[none:2]', [0, 1]],
    ['text[1:3]', 'bc'],
    ['text[::-1]', 'edcba'],
    ['text[4:1]', ''],
    ['emoji[1:]', '😀b'],
    ['emoji[:2]', 'a😀'],
    ['emoji[::-1]', 'b😀a'],
    ['vector[1:]', [1, 1.5]],
    ['vector == [0.5, 1, 1.5]', true],
  ])('%s', (source, expected) => {
    expect(evaluated(`{{ ${source} }}`, scope)).toEqual(expected);
  });
});

describe('what is not there is an error at its place', () => {
  test.each<[string, string, string]>([
    ['missing', 'undefined_name', 'missing'],
    ['missing.a.b', 'undefined_name', 'missing'],
    ['map.x', 'undefined_name', 'x'],
    ['map.x.y.z', 'undefined_name', 'x'],
    ['map.a.b[1].d', 'undefined_name', 'd'],
    ['map["x"]', 'undefined_name', '"x"'],
    ['map[list]', 'undefined_name', 'list'],
    ['list[5]', 'undefined_name', '5'],
    ['list[-6]', 'undefined_name', '-6'],
    ['list[1.5]', 'undefined_name', '1.5'],
    ['list["a"]', 'undefined_name', '"a"'],
    ['list.length', 'undefined_name', 'length'],
    ['text.upper', 'undefined_name', 'upper'],
    ['text[9]', 'undefined_name', '9'],
    ['map.none.x', 'undefined_name', 'x'],
    ['count.x', 'undefined_name', 'x'],
    ['missing[1:]', 'undefined_name', 'missing'],
    ['missing.get("a")', 'undefined_name', 'missing'],
    ['map[missing] | default(1)', 'undefined_name', 'missing'],
    ['missing + 1', 'undefined_name', 'missing'],
    ['[missing]', 'undefined_name', 'missing'],
    ['missing or 1', 'undefined_name', 'missing'],
    ['not missing', 'undefined_name', 'missing'],
    ['1 if missing else 2', 'undefined_name', 'missing'],
    ['map.x if count else 2', 'undefined_name', 'x'],
    ['2 if false else map.x', 'undefined_name', 'x'],
    ['count and map.x', 'undefined_name', 'x'],
    ['map.x | upper', 'undefined_name', 'x'],
    ['map.x is none', 'undefined_name', 'x'],
    ['map.x | default(map.y)', 'undefined_name', 'y'],
    ['[] | first', 'undefined_name', '[] | first'],
    ['list.get(0)', 'type_mismatch', 'list.get(0)'],
    ['map.none.get("a")', 'type_mismatch', 'map.none.get("a")'],
    ['count[1:]', 'type_mismatch', 'count[1:]'],
    ['list["a":]', 'type_mismatch', 'list["a":]'],
    ['list[::0]', 'evaluation_failed', 'list[::0]'],
  ])('%s', (source, code, place) => {
    expect(errorRow(`{{ ${source} }}`, scope)).toEqual([code, place]);
  });

  test('with what is defined there, and the nearest name', () => {
    const data = { inputs: { text: 'x', count: 1 } };
    const member = errorOf('{{ inputs.txet }}', data);
    expect(member.message).toContain('text, count');
    expect(member.hint).toContain('"text"');
    const name = errorOf('{{ input.text }}', data);
    expect(name.message).toContain('defined here: inputs');
    expect(name.hint).toContain('"inputs"');
  });
});

describe('default, is defined and .get() cover what is not there', () => {
  test.each<[string, unknown]>([
    ['missing | default(1)', 1],
    ['missing | d(1)', 1],
    ['missing | default', ''],
    ['missing.a.b.c | default(1)', 1],
    ['missing["a"][0] | default(1)', 1],
    ['missing[1:] | default(1)', 1],
    ['map.x.y | default(1)', 1],
    ['map.none | default(1)', 1],
    ['map.none.x | default(1)', 1],
    ['list[9] | default(1)', 1],
    ['count.x | default(1)', 1],
    ['count | default(1)', 3],
    ['false | default(1)', false],
    ['false | default(1, true)', 1],
    ['"" | default("x", boolean=true)', 'x'],
    ['"a" | default("x", true)', 'a'],
    ['count | default(missing)', 3],
    ['missing | default(also_missing) | default(2)', 2],
    ['(missing if count else 1) | default(2)', 2],
    ['(count and missing) | default(2)', 2],
    ['([] | first) | default(2)', 2],
    ['[] | first | default(2)', 2],
    ['([] | max).x | default(2)', 2],
    ['missing is defined', false],
    ['missing.a.b is defined', false],
    ['missing is undefined', true],
    ['missing is not defined', true],
    ['map.none is defined', true],
    ['map.a.b[1].c is defined', true],
    ['not missing is defined', true],
    ['missing is defined and missing > 1', false],
    ['missing.x if missing is defined else "none"', 'none'],
  ])('%s', (source, expected) => {
    expect(evaluated(`{{ ${source} }}`, scope)).toEqual(expected);
  });
});
