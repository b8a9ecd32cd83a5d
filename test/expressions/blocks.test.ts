import { describe, expect, test } from 'vitest';
import { evaluate, parseExpression, parseTemplate } from '../../src/expressions/index.ts';
import { errorRow, evaluated, faultRows } from './support/evaluated.ts';

const scope = {
  yes: true,
  no: false,
  n: 3,
  name: 'Ada',
  x: 'outer',
  list: ['a', 'b', 'c'],
  numbers: [1, 2, 3, 4],
  pairs: [
    ['k', 1],
    ['l', 2],
  ],
  nested: [['a', ['b', 'c']]],
  map: { one: 1, two: 2 },
  empty: [],
  nothing: null,
  vector: new Float32Array([0.5, 1]),
};

/** Values are those of Jinja 3.1, save where the language says otherwise. */
describe('if', () => {
  test.each<[string, string]>([
    ['{% if yes %}a{% endif %}', 'a'],
    ['{% if no %}a{% endif %}', ''],
    ['{% if no %}a{% else %}b{% endif %}', 'b'],
    ['{% if n == 1 %}a{% elif n == 3 %}b{% elif n > 2 %}c{% else %}d{% endif %}', 'b'],
    ['{% if n == 1 %}a{% elif n == 2 %}b{% else %}d{% endif %}', 'd'],
    ['{% if n == 1 %}a{% elif n == 2 %}b{% endif %}', ''],
    ['{% if yes %}{% if no %}a{% else %}b{% endif %}{% endif %}c', 'bc'],
    ['{%if yes%}a{%endif%}', 'a'],
    ['{% if list and not nothing %}a{% endif %}', 'a'],
    ['{% if missing is defined %}{{ missing }}{% else %}none{% endif %}', 'none'],
    ['{% if 1, 2 %}a{% endif %}', 'a'],
    ['{% if {"a": {"b": 1}}.a.b %}a{% endif %}', 'a'],
    ['{% if "%}" %}a{% endif %}', 'a'],
    ['{% if\nyes\n%}a{% endif %}', 'a'],
    // What is not taken is not evaluated.
    ['{% if yes %}a{% else %}{{ missing }}{% endif %}', 'a'],
    ['{% if yes %}a{% elif missing %}b{% endif %}', 'a'],
  ])('%s', (source, expected) => {
    expect(evaluated(source, scope)).toBe(expected);
  });
});

describe('for', () => {
  test.each<[string, string]>([
    ['{% for x in list %}{{ x }};{% endfor %}', 'a;b;c;'],
    ['{% for x in vector %}{{ x }};{% endfor %}', '0.5;1;'],
    ['{% for c in "a😀" %}{{ c }};{% endfor %}', 'a;😀;'],
    ['{% for k in map %}{{ k }}={{ map[k] }};{% endfor %}', 'one=1;two=2;'],
    ['{% for k, v in map | items %}{{ k }}={{ v }};{% endfor %}', 'one=1;two=2;'],
    ['{% for k, v in pairs %}{{ k }}{{ v }};{% endfor %}', 'k1;l2;'],
    ['{% for (k, v) in pairs %}{{ k }}{{ v }};{% endfor %}', 'k1;l2;'],
    ['{% for a, (b, c) in nested %}{{ a }}{{ b }}{{ c }}{% endfor %}', 'abc'],
    ['{% for (x) in list %}{{ x }}{% endfor %}', 'abc'],
    ['{% for a, in [[1], [2]] %}{{ a }}{% endfor %}', '12'],
    ['{% for x in 1, 2, 3 %}{{ x }}{% endfor %}', '123'],
    ['{% for x in range(3) %}{{ x }}{% endfor %}', '012'],
    ['{% for x in list[1:] %}{{ x }}{% endfor %}', 'bc'],
    ['{% for x in numbers if x is even %}{{ x }}{% endfor %}', '24'],
    ['{% for k, v in pairs if v > 1 %}{{ k }}{% endfor %}', 'l'],
    ['{% for x in (list if yes else numbers) %}{{ x }}{% endfor %}', 'abc'],
    ['{% for x in empty %}a{% else %}none{% endfor %}', 'none'],
    ['{% for x in list %}{{ x }}{% else %}none{% endfor %}', 'abc'],
    ['{% for x in numbers if x > 9 %}a{% else %}none{% endfor %}', 'none'],
    ['{% for x in list %}{% for y in [1, 2] %}{{ x }}{{ y }} {% endfor %}{% endfor %}', 'a1 a2 b1 b2 c1 c2 '],
    ['{% for x in list %}{% if x == "b" %}[{{ x }}]{% else %}{{ x }}{% endif %}{% endfor %}', 'a[b]c'],
    ['{% for x in empty %}{{ missing }}{% endfor %}', ''],
    ['{% for x in list %}{% endfor %}', ''],
  ])('%s', (source, expected) => {
    expect(evaluated(source, scope)).toBe(expected);
  });

  test.each<[string, string]>([
    ['index', '1 2 3 '],
    ['index0', '0 1 2 '],
    ['revindex', '3 2 1 '],
    ['revindex0', '2 1 0 '],
    ['first', 'true false false '],
    ['last', 'false false true '],
    ['length', '3 3 3 '],
    ['previtem | default("-")', '- a b '],
    ['nextitem | default("-")', 'b c - '],
    ['previtem is defined', 'false true true '],
  ])('with loop.%s', (member, expected) => {
    expect(evaluated(`{% for x in list %}{{ loop.${member} }} {% endfor %}`, scope)).toBe(expected);
  });

  test.each<[string, string]>([
    // The condition decides first: the loop counts what is kept.
    [
      '{% for x in numbers if x is odd %}{{ loop.index }}/{{ loop.length }}:{{ x }} {% endfor %}',
      '1/2:1 2/2:3 ',
    ],
    // An inner loop hides the outer one, and a name keeps it.
    [
      '{% for x in [1, 2] %}{% for y in "ab" %}{{ loop.index }}{% endfor %}{{ loop.index }} {% endfor %}',
      '121 122 ',
    ],
    [
      '{% for x in [1, 2] %}{% set outer = loop %}{% for y in "ab" %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}',
      '11 12 21 22 ',
    ],
    // In the list and the condition of an inner loop, `loop` is the outer one.
    ['{% for x in [1, 2] %}{% for y in [loop.index] %}{{ y }}{% endfor %}{% endfor %}', '12'],
    ['{% for x in [1, 2] %}{% for y in "ab" if loop.first %}{{ y }}{% endfor %}{% endfor %}', 'ab'],
  ])('%s', (source, expected) => {
    expect(evaluated(source, scope)).toBe(expected);
  });

  test.each<[string, string, string]>([
    ['{% for x in nothing %}{% endfor %}', 'type_mismatch', 'nothing'],
    ['{% for x in n %}{% endfor %}', 'type_mismatch', 'n'],
    ['{% for x in missing %}{% endfor %}', 'undefined_name', 'missing'],
    ['{% for a, b in list %}{% endfor %}', 'type_mismatch', 'a, b'],
    ['{% for a, b, c in pairs %}{% endfor %}', 'type_mismatch', 'a, b, c'],
    ['{% for a, b in map %}{% endfor %}', 'type_mismatch', 'a, b'],
    ['{% for x in list %}{{ loop.previtem }}{% endfor %}', 'undefined_name', 'previtem'],
    ['{% for x in list %}{% endfor %}{{ loop }}', 'undefined_name', 'loop'],
    ['{% for y in list %}{% endfor %}{{ y }}', 'undefined_name', 'y'],
    ['{% for y in list %}{% else %}{% endfor %}{{ loop.index }}', 'undefined_name', 'loop'],
    ['{% for y in list if loop.first %}{% endfor %}', 'undefined_name', 'loop'],
    ['{% for y in empty %}{% else %}{{ y }}{% endfor %}', 'undefined_name', 'y'],
  ])('%s is an error with a place', (source, code, place) => {
    expect(errorRow(source, scope)).toEqual([code, place]);
  });
});

describe('set', () => {
  test.each<[string, string]>([
    ['{% set y = n + 1 %}{{ y }}', '4'],
    ['{% set y = [n] %}{{ y[0] + 1 }}', '4'],
    ['{% set y = 1, 2 %}{{ y[1] }}', '2'],
    ['{% set a, b = [1, 2] %}{{ a }}{{ b }}', '12'],
    ['{% set a, (b, c) = nested[0] %}{{ a }}{{ b }}{{ c }}', 'abc'],
    ['{% set y = "a" if yes else "b" %}{{ y }}', 'a'],
    ['{% set y %}<{{ n }}>{% endset %}{{ y }}{{ y | length }}', '<3>3'],
    ['{% set y %}{% endset %}[{{ y }}]', '[]'],
    ['{% set y %}{% for x in list %}{{ x }}{% endfor %}{% endset %}{{ y | upper }}', 'ABC'],
    ['{% set x = 1 %}{% set x = x + 1 %}{{ x }}', '2'],
    ['{{ x }}{% set x = 1 %}{{ x }}', 'outer1'],
    // A loop, its else and a captured text are scopes; a branch is none.
    ['{% if yes %}{% set x = 1 %}{% endif %}{{ x }}', '1'],
    ['{% if no %}{% set x = 1 %}{% endif %}{{ x }}', 'outer'],
    ['{% if no %}{% else %}{% set x = 1 %}{% endif %}{{ x }}', '1'],
    ['{% for i in list %}{% set x = i %}{{ x }}{% endfor %}{{ x }}', 'abcouter'],
    ['{% set x = 0 %}{% for i in list %}{% set x = x + 1 %}{{ x }}{% endfor %}{{ x }}', '1110'],
    ['{% for i in list %}{{ x }}{% set x = i %}{% endfor %}', 'outerouterouter'],
    ['{% for i in list %}{% if loop.last %}{% set x = i %}{% endif %}{% endfor %}{{ x }}', 'outer'],
    ['{% for i in empty %}{% else %}{% set x = 1 %}{{ x }}{% endfor %}{{ x }}', '1outer'],
    ['{% for x in list %}{{ x }}{% endfor %}{{ x }}', 'abcouter'],
    ['{% set y %}{% set x = 1 %}{{ x }}{% endset %}{{ y }}{{ x }}', '1outer'],
    ['{% set x = none %}[{{ x }}]', '[]'],
    ['{% set inputs = {"a": 1} %}{{ inputs.a }}', '1'],
  ])('%s', (source, expected) => {
    expect(evaluated(source, scope)).toBe(expected);
  });

  test.each<[string, string, string]>([
    ['{% set y = missing %}', 'undefined_name', 'missing'],
    ['{% set a, b = [1] %}', 'type_mismatch', 'a, b'],
    ['{% set a, b = n %}', 'type_mismatch', 'a, b'],
    ['{% if no %}{% set y = 1 %}{% endif %}{{ y }}', 'undefined_name', 'y'],
    ['{% set y %}{% set z = 1 %}{% endset %}{{ z }}', 'undefined_name', 'z'],
  ])('%s is an error with a place', (source, code, place) => {
    expect(errorRow(source, scope)).toEqual([code, place]);
  });

  test('an undefined name is told with those that are set', () => {
    expect(() => evaluated('{% set total = 1 %}{{ totl }}', {})).toThrow(
      expect.objectContaining({ message: expect.stringContaining('total'), hint: 'Did you mean "total"?' }),
    );
  });
});

describe('raw, comments and white space', () => {
  test.each<[string, string]>([
    ['{% raw %}{{ n }} {% if %} {# c #}{% endraw %}', '{{ n }} {% if %} {# c #}'],
    ['{% raw %}{{ n }}{% endraw %}{{ n }}', '{{ n }}3'],
    ['{% raw %}{% raw %}{% endraw %}', '{% raw %}'],
    ['{%raw%}{{{%endraw%}', '{{'],
    ['a {%- raw -%} b {%- endraw -%} c', 'abc'],
    ['a {% raw %} b {% endraw %} c', 'a  b  c'],
    ['a {%+ raw +%} b {%+ endraw +%} c', 'a  b  c'],
    ['{% raw %}{{ n }}', 'fault'],
    ['{# {% if %} {{ #}a', 'a'],
    ['{% if yes %}{# c #}a{% endif %}', 'a'],
    ['a\n{%- if yes %} b {% endif -%}\n c', 'a b c'],
    ['a {% if yes -%} b {%- endif %} c', 'a b c'],
    ['a {%- if yes -%} b {%- else -%} c {%- endif -%} d', 'abd'],
    ['{% for x in list -%}\n {{ x }}\n{%- endfor %}', 'abc'],
    ['{% for x in list %}\n- {{ x }}\n{%- endfor %}', '\n- a\n- b\n- c'],
    ['a {%+ if yes +%} b {%+ endif +%} c', 'a  b  c'],
    ['a {{+ n }} b', 'a 3 b'],
    ['a {#- c -#} b', 'ab'],
    ['a {%- set y = 1 -%} b', 'ab'],
  ])('%j', (source, expected) => {
    if (expected === 'fault') expect(faultRows(source)).toEqual([['template_unclosed', '{% raw %}']]);
    else expect(evaluated(source, scope)).toBe(expected);
  });
});

test.each([
  '{% if yes %}{{ n }}{% endif %}',
  '{% set y = n %}{{ y }}',
  '{{ n }}{% raw %}{% endraw %}',
  '{% for x in [1] %}{{ n }}{% endfor %}',
])('what blocks make is text: %s', (source) => {
  expect(parseTemplate(source).template.mode).toBe('text');
  expect(evaluated(source, scope)).toBe('3');
});

test('a template with blocks is plain data that survives a structured clone', () => {
  const { template } = parseTemplate(
    '{% set a, (b, c) = x %}{% set t %}{{ a }}{% endset %}{% for k, v in m if v %}{{ k }}{% else %}-{% endfor %}{% if a %}{% elif b %}{% else %}{% endif %}{% raw %}{{{% endraw %}',
  );
  expect(template.fault).toBeNull();
  expect(structuredClone(template)).toEqual(template);
  expect(JSON.parse(JSON.stringify(template))).toEqual(template);
  const data = { x: [1, [0, 3]], m: [['k', 1]] };
  expect(evaluate(structuredClone(template), data)).toBe(evaluate(template, data));
});

test('a template renders the same each time: nothing stays of an evaluation', () => {
  const { template } = parseTemplate('{% set n = n + 1 %}{{ n }}');
  expect(evaluate(template, { n: 1 })).toBe('2');
  expect(evaluate(template, { n: 1 })).toBe('2');
});

test('what a block prints is never evaluated again', () => {
  expect(evaluated('{% set t %}{{ "{{ n }}" }}{% endset %}{{ t }}', scope)).toBe('{{ n }}');
});

describe('a fault has a code and a place', () => {
  test.each<[string, readonly (readonly [string, string])[]]>([
    // Never closed: told at the opening.
    ['a {% if yes %} b', [['template_unclosed', '{% if yes %}']]],
    ['{% for x in list %}', [['template_unclosed', '{% for x in list %}']]],
    ['{% set y %}a', [['template_unclosed', '{% set y %}']]],
    [
      '{% if a %}{% for x in b %}',
      [
        ['template_unclosed', '{% if a %}'],
        ['template_unclosed', '{% for x in b %}'],
      ],
    ],
    ['{% if a %}{% for x in b %}{% endif %}', [['template_unclosed', '{% for x in b %}']]],
    [
      '{% if a %}{{ b ',
      [
        ['template_unclosed', '{% if a %}'],
        ['template_unclosed', '{{'],
      ],
    ],
    ['{% if a', [['template_unclosed', '{%']]],
    // Ends and branches of nothing.
    ['{% endfor %}', [['template_syntax', '{% endfor %}']]],
    ['{% endif %}', [['template_syntax', '{% endif %}']]],
    ['{% endset %}', [['template_syntax', '{% endset %}']]],
    ['{% endraw %}', [['template_syntax', '{% endraw %}']]],
    ['{% else %}', [['template_syntax', '{% else %}']]],
    ['{% elif a %}', [['template_syntax', '{% elif a %}']]],
    ['{% if a %}{% endfor %}{% endif %}', [['template_syntax', '{% endfor %}']]],
    ['{% set y = 1 %}{% endset %}', [['template_syntax', '{% endset %}']]],
    ['{% set y %}{% else %}{% endset %}', [['template_syntax', '{% else %}']]],
    ['{% for x in a %}{% elif b %}{% endfor %}', [['template_syntax', '{% elif b %}']]],
    ['{% if a %}{% else %}{% elif b %}{% endif %}', [['template_syntax', '{% elif b %}']]],
    ['{% if a %}{% else %}{% else %}{% endif %}', [['template_syntax', '{% else %}']]],
    // What a tag says.
    ['{% if %}{% endif %}', [['template_syntax', '']]],
    ['{% if a b %}{% endif %}', [['template_syntax', 'b']]],
    ['{% if a = 1 %}{% endif %}', [['template_syntax', '=']]],
    ['{% if a ? b %}{% endif %}', [['template_syntax', '?']]],
    ['{% if a | nope %}{% endif %}', [['unknown_filter', 'nope']]],
    [
      '{% else a %}',
      [
        ['template_syntax', '{% else a %}'],
        ['template_syntax', 'a'],
      ],
    ],
    ['{% if a %}{% endif a %}', [['template_syntax', 'a']]],
    ['{% for %}{% endfor %}', [['template_syntax', '']]],
    ['{% for x %}{% endfor %}', [['template_syntax', '']]],
    ['{% for x of a %}{% endfor %}', [['template_syntax', 'of']]],
    ['{% for 1 in a %}{% endfor %}', [['template_syntax', '1']]],
    ['{% for in in a %}{% endfor %}', [['template_syntax', 'in']]],
    ['{% for x in %}{% endfor %}', [['template_syntax', '']]],
    ['{% for x in a if %}{% endfor %}', [['template_syntax', '']]],
    ['{% for x.y in a %}{% endfor %}', [['template_syntax', '.']]],
    ['{% for loop in a %}{% endfor %}', [['template_syntax', 'loop']]],
    ['{% for true in a %}{% endfor %}', [['template_syntax', 'true']]],
    ['{% for x in a recursive %}{% endfor %}', [['template_block_unsupported', 'recursive']]],
    ['{% set %}', [['template_syntax', '']]],
    ['{% set y = %}', [['template_syntax', '']]],
    ['{% set y.z = 1 %}', [['template_syntax', '.']]],
    ['{% set none = 1 %}', [['template_syntax', 'none']]],
    ['{% set if = 1 %}', [['template_syntax', 'if']]],
    ['{% set y | upper %}a{% endset %}', [['template_syntax', '|']]],
    ['{% raw x %}{% endraw %}', [['template_syntax', 'x']]],
    ['{% %}', [['template_syntax', '{% %}']]],
    ['{% 1 %}', [['template_syntax', '{% 1 %}']]],
    // What there is not.
    ['{% macro m(a) %}b{% endmacro %}', [['template_block_unsupported', '{% macro m(a) %}']]],
    ["{% include 'a' %}", [['template_block_unsupported', "{% include 'a' %}"]]],
    ["{% import 'a' as b %}", [['template_block_unsupported', "{% import 'a' as b %}"]]],
    ["{% from 'a' import b %}", [['template_block_unsupported', "{% from 'a' import b %}"]]],
    ["{% extends 'a' %}", [['template_block_unsupported', "{% extends 'a' %}"]]],
    ['{% block b %}{% endblock %}', [['template_block_unsupported', '{% block b %}']]],
    ['{% filter upper %}a{% endfilter %}', [['template_block_unsupported', '{% filter upper %}']]],
    ['{% call c() %}{% endcall %}', [['template_block_unsupported', '{% call c() %}']]],
    ['{% do a %}', [['template_block_unsupported', '{% do a %}']]],
    ['{% with a = 1 %}{% endwith %}', [['template_block_unsupported', '{% with a = 1 %}']]],
    ['{% for x in a %}{% break %}{% endfor %}', [['template_block_unsupported', '{% break %}']]],
    ['{% endmacro %}', [['template_block_unsupported', '{% endmacro %}']]],
    ['{% iff a %}b{% endif %}', [['template_block_unsupported', '{% iff a %}']]],
    ['{% if a %}{% esle %}{% endif %}', [['template_block_unsupported', '{% esle %}']]],
    ['{% nonsense %}', [['template_block_unsupported', '{% nonsense %}']]],
    // A fault in one does not hide those of others.
    [
      '{% if a b %}{{ c d }}{% for x y %}{% endfor %}{% endif %}{% endif %}',
      [
        ['template_syntax', 'b'],
        ['template_syntax', 'd'],
        ['template_syntax', 'y'],
        ['template_syntax', '{% endif %}'],
      ],
    ],
    ['{{ a {% if b %}c{% endif %}', [['template_syntax', '{%']]],
  ])('%s', (source, expected) => {
    expect(faultRows(source)).toEqual(expected);
  });

  test.each([
    ['{% iff a %}{% endif %}', '"if"'],
    ['{% fro x in a %}{% endfor %}', '"for"'],
    ['{% if a %}{% esle %}{% endif %}', '"else"'],
    ['{% nonsense %}', 'if, for, set and raw'],
    ['{% macro m() %}', 'if, for, set and raw'],
    ['{% with a = 1 %}', '{% set'],
    ['{% filter upper %}', '{% set'],
    ['{% break %}', '{% for item in list if'],
    ['{% set a.b = 1 %}', 'Only a name'],
    ['{% for x of a %}{% endfor %}', '{% for item in list %}'],
  ])('%s: %s', (source, hint) => {
    expect(parseTemplate(source).faults[0]?.hint ?? '').toContain(hint);
  });
});

test.each(['{% if a %}{{ b }}{% endif %}', '{{ a }}{% set b = 1 %}', '{% set a = 1 %}'])(
  'a condition is one expression, and not %s',
  (source) => {
    expect(parseExpression(source).faults.map(({ code }) => code)).toEqual(['template_syntax']);
  },
);
