import { describe, expect, test } from 'vitest';
import { parseExpression, parseTemplate } from '../../src/expressions/index.ts';
import { faultRows } from './support/evaluated.ts';

describe('a fault has a code and a place', () => {
  test.each<[string, string, string]>([
    // Words and signs.
    ['{{ a ? b }}', 'template_syntax', '?'],
    ['{{ a && b }}', 'template_syntax', '&'],
    ['{{ a || b }}', 'template_syntax', '||'],
    ['{{ !a }}', 'template_syntax', '!'],
    ['{{ “a” }}', 'template_syntax', '“'],
    ['{{ $a }}', 'template_syntax', '$'],
    ["{{ 'abc }}", 'template_syntax', "'"],
    ["{{ '\\x4' }}", 'template_syntax', "\\x4'"],
    ["{{ '\\U00110000' }}", 'template_syntax', '\\U00110000'],
    ['{{ 12345678901234567890 }}', 'template_syntax', '12345678901234567890'],
    ['{{ 1e999 }}', 'template_syntax', '1e999'],
    // Brackets.
    ['{{ (a }}', 'template_syntax', '}'],
    ['{{ a) }}', 'template_syntax', ')'],
    ['{{ [a) }}', 'template_syntax', ')'],
    ['{{ name } and', 'template_syntax', '}'],
    ['{{ f({{ a }}) }}', 'template_syntax', '{{'],
    // Grammar.
    ['{{ }}', 'template_syntax', ''],
    ['{{ a b }}', 'template_syntax', 'b'],
    ['{{ a = 1 }}', 'template_syntax', '='],
    ['{{ 1 + }}', 'template_syntax', ''],
    ['{{ * 2 }}', 'template_syntax', '*'],
    ['{{ a. }}', 'template_syntax', ''],
    ["{{ a.'b' }}", 'template_syntax', "'b'"],
    ['{{ a.0x1 }}', 'template_syntax', 'x1'],
    ['{{ a[] }}', 'template_syntax', ']'],
    ['{{ [1 2] }}', 'template_syntax', '2'],
    ['{{ {"a" 1} }}', 'template_syntax', '1'],
    ['{{ a if }}', 'template_syntax', ''],
    ['{{ a | }}', 'template_syntax', ''],
    ['{{ a | 5 }}', 'template_syntax', '5'],
    ['{{ a is }}', 'template_syntax', ''],
    ['{{ a is none 2 }}', 'template_syntax', '2'],
    ['{{ a is and }}', 'template_syntax', 'and'],
    ['{{ a and }}', 'template_syntax', ''],
    ['{{ and }}', 'template_syntax', 'and'],
    ['{{ not }}', 'template_syntax', ''],
    ['{{ a not b }}', 'template_syntax', 'not'],
    ['{{ a | first.b }}', 'template_syntax', '.'],
    ['{{ a | join(d=1, 2) }}', 'template_syntax', '2'],
    // Never closed.
    ['x {{ a', 'template_unclosed', '{{'],
    ['x {{ (a', 'template_unclosed', '{{'],
    ['x {{ ', 'template_unclosed', '{{'],
    ['x {# a', 'template_unclosed', '{#'],
    ['x {% if a', 'template_unclosed', '{%'],
    // What there is not.
    ['{% macro m() %}', 'template_block_unsupported', '{% macro m() %}'],
    ['{{ a | uper }}', 'unknown_filter', 'uper'],
    ['{{ a is defind }}', 'unknown_test', 'defind'],
    ['{{ foo(1) }}', 'unknown_function', 'foo'],
    ['{{ a.items() }}', 'unknown_function', 'items'],
    ['{{ a.upper() }}', 'unknown_function', 'upper'],
    ['{{ (a)(1) }}', 'unknown_function', '(a)('],
    ['{{ a[0](1) }}', 'unknown_function', 'a[0]('],
    // Arguments.
    ['{{ a | upper(1) }}', 'wrong_arguments', '1'],
    ['{{ a | replace("x") }}', 'wrong_arguments', 'replace("x")'],
    ['{{ a | join(seperator=",") }}', 'wrong_arguments', 'seperator'],
    ['{{ a | join(",", d=",") }}', 'wrong_arguments', 'd'],
    ['{{ a is divisibleby }}', 'wrong_arguments', 'divisibleby'],
    ['{{ range() }}', 'wrong_arguments', 'range()'],
    ['{{ a.get() }}', 'wrong_arguments', 'get()'],
  ])('%s', (source, code, place) => {
    expect(faultRows(source)).toEqual([[code, place]]);
  });
});

test('every faulty expression of a source is reported, and those between are read', () => {
  const source = "{{ a b }} {{ ok }} {{ (c }} {{ 'd }} {% x %} {{ e | nope | nada }} {{ f";
  expect(faultRows(source)).toEqual([
    ['template_syntax', 'b'],
    ['template_syntax', '}'],
    ['template_syntax', "'"],
    ['template_block_unsupported', '{% x %}'],
    ['unknown_filter', 'nope'],
    ['unknown_filter', 'nada'],
    ['template_unclosed', '{{'],
  ]);
});

test('a `{{` that was left open does not swallow the next expression', () => {
  expect(faultRows('{{ a and {{ b c }}')).toEqual([
    ['template_syntax', '{{'],
    ['template_syntax', 'c'],
  ]);
});

describe('a fault names a way out', () => {
  test.each([
    ['{{ a | uper }}', '"upper"'],
    ['{{ a is defind }}', '"defined"'],
    ['{{ rang(3) }}', '"range"'],
    ['{{ foo(1) }}', 'range'],
    ['{{ foo(1) }}', '.get()'],
    ['{{ a.upper() }}', '| upper'],
    ['{{ upper(a) }}', '| upper'],
    ['{{ a.gte("x") }}', '"get"'],
    ['{{ a = 1 }}', '=='],
    ['{{ a && b }}', 'and'],
    ['{{ a || b }}', 'or'],
    ['{{ a ? b : c }}', 'if'],
    ['{{ a b }}', 'quotes'],
    ['{{ a | join(sep=1) }}', ''],
    ['{{ a', "{{ '{{' }}"],
  ])('%s: %s', (source, hint) => {
    expect(parseTemplate(source).faults[0]?.hint ?? '').toContain(hint);
  });
});

describe('parseExpression', () => {
  test.each(['a == 1', '{{ a == 1 }}', ' {{a == 1}} ', 'a == 1\n'])('takes %j', (source) => {
    const { template, faults } = parseExpression(source);
    expect(faults).toEqual([]);
    expect(template.mode).toBe('value');
  });

  test.each<[string, string, string]>([
    ['', 'template_syntax', ''],
    ['  ', 'template_syntax', ''],
    ['a ==', 'template_syntax', ''],
    ['(a', 'template_syntax', ''],
    ['a }} b', 'template_syntax', '}'],
    ["a == 'x", 'template_syntax', "'"],
    ["{{ a }} == 'x'", 'template_syntax', "{{ a }} == 'x'"],
    ['{{ a }}{{ b }}', 'template_syntax', '{{ a }}{{ b }}'],
    ['{# only a comment #}', 'template_syntax', '{# only a comment #}'],
    ['a == {{ b }}', 'template_syntax', '{{'],
    ['a | nope', 'unknown_filter', 'nope'],
  ])('finds the fault of %j', (source, code, place) => {
    const { faults } = parseExpression(source);
    expect(faults.map(({ code, start, end }) => [code, source.slice(start, end)])).toEqual([[code, place]]);
  });
});
