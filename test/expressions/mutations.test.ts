import { expect, test } from 'vitest';
import {
  evaluate,
  parseExpression,
  parseTemplate,
  references,
  TemplateError,
} from '../../src/expressions/index.ts';

const SOURCES = [
  'Hello {{ inputs.name | title }}, you have {{ inputs.items | length }} items.',
  '{{ steps.a.y[1:-1:2] | default([1, 2], true) | join(", ") }}',
  '{{ "a" ~ 1 + 2 * 3 ** -2 // 4 % 5 if not inputs.flag else {"k": [none, (1, 2)]} }}',
  '{{ inputs.items | sort(attribute="price", reverse=true) | unique(attribute="name") }}',
  "{{ inputs['name'][0] in 'xyz' and 1 < inputs.count <= 10 or steps.b is defined }}",
  '{# comment #}{{- range(1, 10, step=3) -}} {{ inputs.get("x", now()) }}',
  '{{ inputs.count is divisibleby 3 }}{{ "\\u00e4\\x41\\n" | replace("a", "b", 2) | upper }}',
  '{{ dict(a=1, __proto__=2) | tojson(indent=2) }}{% if x %}{{ 1e3 - 0xff }}',
  '{{ inputs.constructor }}{{ inputs.__proto__.x }}{{ "".constructor.constructor("x")() }}',
  '{% for item in inputs.items if item.price > 1 %}{{ loop.index }}: {{ item.name }}{% else %}none{% endfor %}',
  '{%- if inputs.flag -%} a {% elif steps.a is defined %}{{ steps.a.y }}{% else %} b {%+ endif %}',
  '{% set a, b = steps.a.y[:2] %}{% set text %}{{ a ~ b }}{% endset %}{% raw %}{{ {% {# {% endraw %}{{ text | upper }}',
  '{{ inputs.items | selectattr("price", ">", 1) | map(attribute="name") | map("format") | join }}',
  '{% for key, group in inputs.items | groupby("name") %}{{ "%5s %(a)s" | format(key) }}{% endfor %}',
  '{{ inputs.name | regex_replace("(a)|d{2}", "\\\\1$0") | truncate(5) | indent(2) | urlencode | b64encode | b64decode }}',
  '{{ ((((inputs.items[0].price))) * 100000) ~ "😀"[::-1] | round(2, "floor") }}',
];

const PIECES = [
  ...'(){}[]|.,:~+-*/%<>=!\'"\\ \n09a_é😀'.split(''),
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '#}',
    ' if ',
    ' else ',
    ' not ',
    ' in ',
    ' is ',
    ' and ',
    ' or ',
    '{% endif %}',
    '{% else %}',
    '{% for x in ',
    '{% set ',
    '{% raw %}',
    '-%}',
    '**',
    '//',
  ],
  ...[
    'inputs',
    '.get(',
    '| default(',
    '| sort',
    '| length',
    'range(',
    '99999999',
    '[::-1]',
    '__proto__',
    '==',
    '\\u',
  ],
];

const scope = {
  inputs: {
    name: 'ada',
    count: 3,
    flag: false,
    items: [
      { name: 'x', price: 2.5 },
      { name: 'y', price: 1 },
    ],
  },
  steps: { a: { y: [1, 2, 3, 4] } },
};

/** mulberry32: small, seeded, the same everywhere. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function mutated(source: string, random: (below: number) => number): string {
  let text = source;
  for (let count = 1 + random(4); count > 0; count--) {
    const at = random(text.length + 1);
    const length = random(6);
    const piece = PIECES[random(PIECES.length)] ?? '';
    const kind = random(4);
    if (kind === 0) text = text.slice(0, at) + text.slice(at + length);
    else if (kind === 1) text = text.slice(0, at) + piece + text.slice(at);
    else if (kind === 2) text = text.slice(0, at) + piece + text.slice(at + length);
    else text = text.slice(0, at) + text.slice(at, at + length * 3).repeat(2) + text.slice(at);
  }
  return text;
}

// Longer than a second only on a machine that is busy with others.
test('3000 mutated templates end in a value, faults or a TemplateError, with places inside of the source', {
  timeout: 60_000,
}, () => {
  const random = randomFrom(20260101);
  let parsed = 0;
  for (let round = 0; round < 3000; round++) {
    const source = mutated(SOURCES[random(SOURCES.length)] ?? '', random);
    const parse = random(4) === 0 ? parseExpression : parseTemplate;
    const start = process.cpuUsage().user;
    const { template, faults } = parse(source);
    for (const place of [...faults, ...references(template)]) {
      expect(place.start, source).toBeGreaterThanOrEqual(0);
      expect(place.end, source).toBeGreaterThanOrEqual(place.start);
      expect(place.end, source).toBeLessThanOrEqual(source.length);
    }
    if (faults.length === 0) parsed++;
    try {
      evaluate(template, scope);
      expect(faults, source).toEqual([]);
    } catch (thrown) {
      if (!(thrown instanceof TemplateError)) throw new Error(`Template: ${source}`, { cause: thrown });
      expect(thrown.start, source).toBeGreaterThanOrEqual(0);
      expect(thrown.end, source).toBeLessThanOrEqual(source.length);
    }
    expect(process.cpuUsage().user - start, source).toBeLessThan(1_000_000);
  }
  // Mutations that break every template would test the lexer alone.
  expect(parsed).toBeGreaterThan(300);
  expect(Object.keys(Object.prototype)).toEqual([]);
});
