import { describe, expect, test } from 'vitest';
import { evaluate, hasTemplate, parseTemplate } from '../../src/expressions/index.ts';
import { evaluated } from './support/evaluated.ts';

const scope = {
  n: 3,
  name: 'Ada',
  list: [1, 'a', null, true],
  map: { a: [1], b: 'x"y' },
  vector: new Float32Array([0.5, 1]),
  nothing: null,
  markup: '<b> & "',
  day: new Date(0),
};

describe('a value that is wholly one expression keeps its type', () => {
  test.each<[string, unknown]>([
    ['{{ n }}', 3],
    ['{{n}}', 3],
    ['  {{ n }}\n', 3],
    ['{# why #} {{ n }}', 3],
    ['{{- n -}}', 3],
    ['{{ list }}', [1, 'a', null, true]],
    ['{{ nothing }}', null],
    ['{{ n > 2 }}', true],
    ['{{ {"a": {"b": 1}} }}', { a: { b: 1 } }],
    ['{{ {"a": {"b": 1}}}}', { a: { b: 1 } }],
    ["{{ '}}' }}", '}}'],
    ["{{ '{{' }}", '{{'],
  ])('%j', (source, expected) => {
    expect(evaluated(source, scope)).toEqual(expected);
  });

  test('and is handed on as it is', () => {
    const file = new Blob(['x']);
    expect(evaluated('{{ inputs.file }}', { inputs: { file } })).toBe(file);
    expect(evaluated('{{ vector }}', scope)).toBe(scope.vector);
  });
});

describe('any other value is a text', () => {
  test.each<[string, string]>([
    ['', ''],
    ['plain', 'plain'],
    ['{ not } a } template', '{ not } a } template'],
    ['Hello {{ name }}!', 'Hello Ada!'],
    ['{{ n }}{{ n }}', '33'],
    ['{{ n }}.', '3.'],
    ['{{ n }} of {{ 1.50 }}', '3 of 1.5'],
    ['{{ list }};', '[1,"a",null,true];'],
    ['{{ map }};', '{"a":[1],"b":"x\\"y"};'],
    ['{{ vector }};', '[0.5,1];'],
    ['[{{ nothing }}]', '[]'],
    ['{{ true }}/{{ false }}', 'true/false'],
    ['{{ markup }}!', '<b> & "!'],
    ['{{ day }}!', '1970-01-01T00:00:00.000Z!'],
    ['{{ "a" if false }}!', '!'],
    ['a {# gone #} b', 'a  b'],
    ['a {#- gone -#} b', 'ab'],
    ['a {{- n -}} b', 'a3b'],
    ['a  {{ n -}}  \n b', 'a  3b'],
    ['line {{ n }}\n', 'line 3\n'],
    ['{{ "{{ n }}" }}!', '{{ n }}!'],
  ])('%j', (source, expected) => {
    expect(evaluated(source, scope)).toBe(expected);
  });

  test('into which a file does not go', () => {
    const { template } = parseTemplate('File: {{ file }}');
    expect(() => evaluate(template, { file: new Blob(['x']) })).toThrow(
      expect.objectContaining({ code: 'type_mismatch', start: 9, end: 13 }),
    );
  });
});

test.each([
  ['a', false],
  ['{ a }', false],
  ['', false],
  ['{', false],
  ['{{ a }}', true],
  ['a {% if', true],
  ['{# c #}', true],
  ['{ {{', true],
])('hasTemplate(%j) is %s', (text, expected) => {
  expect(hasTemplate(text)).toBe(expected);
});

test('what a value holds is never evaluated again', () => {
  expect(evaluated('{{ text }}', { text: '{{ 1 + 1 }}' })).toBe('{{ 1 + 1 }}');
  expect(evaluated('<{{ text }}>', { text: '{{ 1 + 1 }}' })).toBe('<{{ 1 + 1 }}>');
});

test('a template is plain data that survives a structured clone', () => {
  const { template } = parseTemplate('{{ inputs.a | join(", ") }} {{ {"x": a.b[1:]} is mapping }}');
  expect(structuredClone(template)).toEqual(template);
  expect(JSON.parse(JSON.stringify(template))).toEqual(template);
});

test.each([
  '{{ a',
  '{{ a b }}',
  '{{ 1 | upper(2) }}',
  '{{ 1 | nope }}',
  '{{ nope() }}',
  '{% if %}',
  '{{ 1.get() }}',
])('a template with a fault has no value: %s', (source) => {
  const { template, faults } = parseTemplate(source);
  const { start, end } = faults[0] ?? {};
  const expected = expect.objectContaining({ code: 'evaluation_failed', start, end });
  expect(() => evaluate(template, { a: 1 })).toThrow(expected);
});
