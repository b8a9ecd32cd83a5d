import { describe, expect, test } from 'vitest';
import { FILTERS } from '../../src/expressions/filters/table.ts';
import { errorOf, evaluated } from './support/evaluated.ts';

const scope = {
  items: [
    { name: 'b', price: 2, owner: { name: 'Eve' } },
    { name: 'A', price: 3, owner: { name: 'bob' } },
    { name: 'b', price: 1, owner: { name: 'Al' } },
  ],
  vector: new Float32Array([3, 1, 2]),
  map: { b: 2, a: 1 },
  nothing: null,
  when: new Date(0),
  never: new Date(Number.NaN),
};

/** Values are those that Jinja 3.1 gives, save where the language says otherwise. */
const rows: readonly (readonly [filter: string, expression: string, expected: unknown])[] = [
  ['upper', '"straße" | upper', 'STRASSE'],
  ['upper', '5 | upper', '5'],
  ['lower', '"ÄB" | lower', 'äb'],
  ['lower', 'true | lower', 'true'],
  ['capitalize', '"hELLO wORLD" | capitalize', 'Hello world'],
  ['capitalize', '"" | capitalize', ''],
  ['title', '"hello wORLD" | title', 'Hello World'],
  ['title', '"it\'s a foo-bar (baz) [x] <y> {z}" | title', "It's A Foo-Bar (Baz) [X] <Y> {Z}"],
  ['title', '"" | title', ''],
  ['trim', '"  a b\\n" | trim', 'a b'],
  ['trim', '"xxaxbxx" | trim("x")', 'axb'],
  ['trim', '"..a.!" | trim(".!")', 'a'],
  ['replace', '"banana" | replace("a", "o")', 'bonono'],
  ['replace', '"banana" | replace("a", "o", 2)', 'bonona'],
  ['replace', '"banana" | replace("a", "o", count=0)', 'banana'],
  ['replace', '"abc" | replace("", "-")', '-a-b-c-'],
  ['replace', '"abc" | replace("", "-", 2)', '-a-bc'],
  ['replace', '"a.c" | replace(".", "$&")', 'a$&c'],
  ['replace', '"abc" | replace("x", "y")', 'abc'],
  // A long text is searched in another way than a short one.
  ['replace', '"-" ~ ("ab" * 40) | replace("ab" * 20, "x") ~ "-"', '-xx-'],
  ['replace', '("a" * 39 ~ "b" ~ "a" * 40) | replace("a" * 40, "x")', `${'a'.repeat(39)}bx`],
  ['replace', '("aab" * 14) | replace("aab" * 13 ~ "aa", "x", 1)', 'xb'],
  ['replace', '("aab" * 30) | replace("aba" * 12, "x")', 'axxabaabaabaabaabaab'],
  ['split', '"a b  c " | split', ['a', 'b', 'c']],
  ['split', '"a,b,,c" | split(",")', ['a', 'b', '', 'c']],
  ['split', '"a,b,c" | split(",", 1)', ['a', 'b,c']],
  ['split', '"  a  b  c " | split(maxsplit=1)', ['a', 'b  c']],
  ['split', '"" | split', []],
  ['split', '"" | split(",")', ['']],
  ['wordcount', '"it\'s the end, 2 go" | wordcount', 6],
  ['wordcount', '"naïve œuvre" | wordcount', 2],
  ['wordcount', '" - " | wordcount', 0],
  ['length', '"abc" | length', 3],
  ['length', '"a😀" | length', 2],
  ['length', '[1, [2, 3]] | length', 2],
  ['length', 'map | length', 2],
  ['length', 'vector | length', 3],
  ['count', '[1, 2] | count', 2],
  ['first', '[1, 2] | first', 1],
  ['first', '"abc" | first', 'a'],
  ['first', 'map | first', 'b'],
  ['last', '[1, 2] | last', 2],
  ['last', '"ab😀" | last', '😀'],
  ['join', '[1, "a", none, true, 2.5] | join("-")', '1-a--true-2.5'],
  ['join', '["a", "b"] | join', 'ab'],
  ['join', '[] | join(",")', ''],
  ['join', 'items | join(", ", attribute="owner.name")', 'Eve, bob, Al'],
  ['join', '"abc" | join(".")', 'a.b.c'],
  ['join', 'vector | join(" ")', '3 1 2'],
  ['list', '"abc" | list', ['a', 'b', 'c']],
  ['list', 'map | list', ['b', 'a']],
  ['list', 'vector | list', [3, 1, 2]],
  ['reverse', '[1, 2, 3] | reverse', [3, 2, 1]],
  ['reverse', '"ab😀" | reverse', '😀ba'],
  ['sort', '[3, 1, 2] | sort', [1, 2, 3]],
  ['sort', '[3, 1, 2] | sort(true)', [3, 2, 1]],
  ['sort', '["b", "A", "c"] | sort', ['A', 'b', 'c']],
  ['sort', '["b", "A", "a"] | sort(case_sensitive=true)', ['A', 'a', 'b']],
  ['sort', 'items | sort(attribute="price") | join(attribute="price")', '123'],
  ['sort', 'items | sort(attribute="name,price") | join(attribute="price")', '312'],
  ['sort', 'items | sort(attribute="name", reverse=true) | join(attribute="price")', '213'],
  ['sort', 'vector | sort', [1, 2, 3]],
  ['sort', 'map | sort', ['a', 'b']],
  ['sort', '[[2, 1], [1, 9], [1]] | sort', [[1], [1, 9], [2, 1]]],
  ['unique', '[1, 2, 1, "1"] | unique', [1, 2, '1']],
  ['unique', '["b", "B", "a"] | unique', ['b', 'a']],
  ['unique', '["b", "B"] | unique(true)', ['b', 'B']],
  ['unique', '[[1], [2], [1], {"a": 1}, {"a": 1}] | unique', [[1], [2], { a: 1 }]],
  ['unique', 'items | unique(attribute="name") | join(attribute="price")', '23'],
  ['min', '[3, 1, 2] | min', 1],
  ['min', '["b", "A"] | min', 'A'],
  ['min', '["b", "A", "a"] | min(case_sensitive=true)', 'A'],
  ['min', '(items | min(attribute="price")).price', 1],
  ['max', '[3, 1, 2] | max', 3],
  ['max', '["b", "C", "a"] | max', 'C'],
  ['max', 'vector | max', 3],
  ['sum', '[1, 2, 3] | sum', 6],
  ['sum', '[] | sum', 0],
  ['sum', '[1] | sum(start=10)', 11],
  ['sum', 'items | sum(attribute="price")', 6],
  ['sum', '[[1, 5], [2, 6]] | sum(attribute=1)', 11],
  ['abs', '-3.5 | abs', 3.5],
  ['int', '"42" | int', 42],
  ['int', '" 42 " | int', 42],
  ['int', '"3.9" | int', 3],
  ['int', '-3.9 | int', -3],
  ['int', '"1e3" | int', 1000],
  ['int', '"abc" | int', 0],
  ['int', '"abc" | int(7)', 7],
  ['int', '"ff" | int(base=16)', 255],
  ['int', '"0xff" | int(0, 16)', 255],
  ['int', '"0x1f" | int', 0],
  ['int', 'true | int', 1],
  ['int', 'none | int', 0],
  ['int', '[] | int(default=3)', 3],
  ['float', '"1.5" | float', 1.5],
  ['float', '".5" | float', 0.5],
  ['float', '"abc" | float', 0],
  ['float', '"abc" | float(default=2)', 2],
  ['float', 'none | float', 0],
  ['round', '2.5 | round', 2],
  ['round', '3.5 | round', 4],
  ['round', '-2.5 | round', -2],
  ['round', '0.5 | round', 0],
  ['round', '42.55 | round', 43],
  ['round', '2.675 | round(2)', 2.67],
  ['round', '0.125 | round(2)', 0.12],
  ['round', '0.375 | round(2)', 0.38],
  ['round', '42.55 | round(1)', 42.5],
  ['round', '42.55 | round(1, "floor")', 42.5],
  ['round', '42.51 | round(1, "ceil")', 42.6],
  ['round', '1250 | round(-2)', 1200],
  ['round', '1350 | round(precision=-2)', 1400],
  ['round', '1.5 | round(80)', 1.5],
  ['round', '15 | round(-400)', 0],
  ['round', '1e300 | round(3)', 1e300],
  ['string', '5 | string', '5'],
  ['string', '[1, "a"] | string', '[1,"a"]'],
  ['string', 'none | string', ''],
  ['string', 'true | string', 'true'],
  ['tojson', '{"a": [1, none, true, "<\\""]} | tojson', '{"a":[1,null,true,"<\\""]}'],
  ['tojson', '"a" | tojson', '"a"'],
  ['tojson', 'none | tojson', 'null'],
  ['tojson', '{"a": [1, {}], "b": []} | tojson(indent=2)', '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}'],
  ['tojson', 'when | tojson', '"1970-01-01T00:00:00.000Z"'],
  ['tojson', '[never] | tojson', '[null]'],
  ['string', 'never | string', ''],
  ['to_json', 'vector | to_json', '[3,1,2]'],
  ['default', 'nothing | default("d")', 'd'],
  ['d', 'missing.deep | d("d")', 'd'],
];

describe('a filter gives', () => {
  test.each(rows)('%s: %s', (_filter, expression, expected) => {
    expect(evaluated(`{{ ${expression} }}`, scope)).toEqual(expected);
  });

  test('something for each name in the table', () => {
    const shown = new Set(rows.map(([filter]) => filter));
    expect([...FILTERS.keys()].filter((name) => !shown.has(name))).toEqual([]);
  });

  test('a list of its own: what it works on stays as it was', () => {
    const data = { list: [3, 1, 2] };
    evaluated('{{ (list | sort) + (list | reverse) + (list | unique) + (list | list) }}', data);
    expect(data.list).toEqual([3, 1, 2]);
    expect(evaluated('{{ list | list }}', data)).not.toBe(data.list);
  });
});

describe('a filter does not take', () => {
  test.each<[string, string]>([
    ['[1] | upper', 'a list'],
    ['none | upper', 'none'],
    ['map | trim', 'a map'],
    ['"a" | trim(1)', 'a number'],
    ['"a" | replace(1, "b")', 'a number'],
    ['"a" | replace("a", none)', 'none'],
    ['"a" | replace("a", "b", 1.5)', 'a number'],
    ['5 | length', 'a number'],
    ['none | first', 'none'],
    ['true | list', 'true'],
    ['5 | join', 'a number'],
    ['[1] | join(1)', 'a number'],
    ['[1, "a"] | sort', 'a text'],
    ['[none, 1] | sort', 'none'],
    ['[1] | sort(1)', 'a number'],
    ['[1, "a"] | max', 'a text'],
    ['["a"] | sum', 'a list'],
    ['[1] | sum(start="a")', 'a text'],
    ['"a" | abs', 'a text'],
    ['"1" | round', 'a text'],
    ['1 | round("a")', 'a text'],
    ['1 | round(1, "up")', 'a text'],
    ['"1" | int(base="a")', 'a text'],
    ['1 | tojson(indent="a")', 'a text'],
  ])('%s', (expression, came) => {
    const source = `{{ ${expression} }}`;
    const error = errorOf(source, scope);
    expect(error.code).toBe('type_mismatch');
    expect(error.message).toContain(came);
    expect(source.slice(error.start, error.end)).toBe(expression);
  });

  test.each<[string, string]>([
    ['"a" | split("")', 'evaluation_failed'],
    ['"a" | int(base=99)', 'evaluation_failed'],
    ['items | join(attribute="nope")', 'undefined_name'],
    ['items | sort(attribute="owner.nope")', 'undefined_name'],
  ])('%s: %s', (expression, code) => {
    expect(errorOf(`{{ ${expression} }}`, scope).code).toBe(code);
  });
});
