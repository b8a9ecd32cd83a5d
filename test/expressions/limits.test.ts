import { describe, expect, test, vi } from 'vitest';
import { parseExpression, parseTemplate, references, TemplateError } from '../../src/expressions/index.ts';
import { errorOf, evaluated } from './support/evaluated.ts';

/**
 * No single parse or evaluation may hold its thread for longer; on an idle machine the longest takes a third of it.
 * Time of the processor, not of the clock: the tests run beside others.
 */
const SECONDS = 1;

function timed<T>(work: () => T): T {
  let least = Number.POSITIVE_INFINITY;
  let result: T;
  // What else a busy machine does in this process is counted too; of three times the least is nearest to the truth.
  let tries = 0;
  do {
    const start = process.cpuUsage();
    result = work();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1e6);
  } while (least >= SECONDS && ++tries < 3);
  expect(least).toBeLessThan(SECONDS);
  return result;
}

// The clock of a busy machine is no measure either for a test as a whole.
vi.setConfig({ testTimeout: 60_000 });

const MANY = 100_000;

describe('a source that nests or chains too much is a fault, however long', () => {
  test.each<[string, string]>([
    ['(', '('.repeat(MANY)],
    ['( )', `${'('.repeat(MANY)}1${')'.repeat(MANY)}`],
    ['[', '['.repeat(MANY)],
    ['[ ]', `${'['.repeat(MANY)}${']'.repeat(MANY)}`],
    ['{"a":', `${'{"a": '.repeat(MANY)}1${'}'.repeat(MANY)}`],
    ['a[', `${'a['.repeat(MANY)}0${']'.repeat(MANY)}`],
    ['not', `${'not '.repeat(MANY)}1`],
    ['-', `${'-'.repeat(MANY)}1`],
    ['.b', `a${'.b'.repeat(MANY)}`],
    ['[0]', `a${'[0]'.repeat(MANY)}`],
    ['.get()', `a${'.get("b")'.repeat(MANY)}`],
    ['+', `1${' + 1'.repeat(MANY)}`],
    ['**', `1${' ** 1'.repeat(MANY)}`],
    ['and', `1${' and 1'.repeat(MANY)}`],
    ['if', `1${' if 1'.repeat(MANY)}`],
    ['if else', `${'1 if 1 else '.repeat(MANY)}1`],
    ['|', `1${' | d'.repeat(MANY)}`],
    ['is', `1${' is none'.repeat(MANY)}`],
    ['call', `${'str('.repeat(MANY)}1${')'.repeat(MANY)}`],
    ['argument', `${'1 | d('.repeat(MANY)}1${')'.repeat(MANY)}`],
    ['test', `${'1 is in '.repeat(MANY)}[]`],
  ])('%s', (_what, source) => {
    for (const parse of [parseExpression, (text: string) => parseTemplate(`{{ ${text} }}`)]) {
      const { faults } = timed(() => parse(source));
      expect(faults.length).toBe(1);
      expect(['template_too_deep', 'template_too_long', 'template_syntax']).toContain(faults[0]?.code);
    }
  });

  test('with the code template_too_deep', () => {
    for (const source of [
      '('.repeat(200) + ')'.repeat(200),
      `a${'.b'.repeat(500)}`,
      `${'not '.repeat(200)}a`,
    ]) {
      expect(parseExpression(source).faults.map(({ code }) => code)).toEqual(['template_too_deep']);
    }
  });

  test('and one that nests as deep as is allowed is none', () => {
    expect(evaluated(`{{ ${'('.repeat(90)}1${')'.repeat(90)} }}`)).toBe(1);
    expect(evaluated(`{{ ${'not '.repeat(90)}1 }}`)).toBe(true);
    expect(evaluated(`{{ 0${' + 1'.repeat(390)} }}`)).toBe(390);
    expect(evaluated(`{{ ""${' ~ 1'.repeat(2400)} }}`)).toBe('1'.repeat(2400));
  });
});

describe('blocks', () => {
  test.each<[string, string]>([
    ['if', '{% if a %}'.repeat(MANY)],
    ['if end', `${'{% if a %}'.repeat(MANY)}${'{% endif %}'.repeat(MANY)}`],
    ['for', '{% for a in b %}'.repeat(MANY)],
    ['set', '{% set a %}'.repeat(MANY)],
    ['else', '{% if a %}{% else %}'.repeat(MANY)],
    ['target', `{% for ${'('.repeat(4900)}a${')'.repeat(4900)} in b %}{% endfor %}`],
    ['applied', `{{ a | map(${'"map", '.repeat(1000)}"upper") }}`],
  ])('that nest too deeply are one fault: %s', (_what, source) => {
    const { template, faults } = timed(() => parseTemplate(source));
    expect(faults.map(({ code }) => code)).toEqual(['template_too_deep']);
    timed(() => references(template));
  });

  test('that nest as deep as is allowed are none', () => {
    const source = `${'{% if a %}{% set b %}'.repeat(25)}x${'{% endset %}{{ b }}{% endif %}'.repeat(25)}`;
    expect(evaluated(source, { a: 1 })).toBe('x');
  });

  test('one after another may be many', () => {
    const source = `${'{% if a %}{% for b in a %}{{ b }}{% endfor %}{% endif %}'.repeat(10_000)}`;
    const { template, faults } = timed(() => parseTemplate(source));
    expect(faults).toEqual([]);
    expect(timed(() => references(template))).toHaveLength(20_000);
    expect(timed(() => evaluated(source, { a: [1] }))).toBe('1'.repeat(10_000));
    const branches = `{% if a is defined %}${'{% elif a is undefined %}{{ a }}'.repeat(10_000)}{% endif %}`;
    expect(timed(() => references(parseTemplate(branches).template))).toHaveLength(20_001);
  });
});

describe('an expression of more than 10,000 characters is a fault', () => {
  test.each<[string, string]>([
    ['{{ }}', `{{ ${'1, '.repeat(4000)}1 }}`],
    ['one text', `{{ '${'a'.repeat(10_001)}' }}`],
    ['white space', `{{ 1${' '.repeat(10_001)}}}`],
    ['if', `{% if '${'a'.repeat(10_001)}' %}{% endif %}`],
    ['for', `{% for x in [${'1,'.repeat(6000)}] %}{% endfor %}`],
    ['set', `{% set x = '${'a'.repeat(10_001)}' %}`],
    ['never closed', `{{ ${'a '.repeat(10_000)}`],
  ])('%s', (_what, source) => {
    const { faults } = timed(() => parseTemplate(`x ${source} {{ y z }}`));
    expect(faults.map(({ code }) => code)).toEqual(['template_too_long', 'template_syntax']);
    expect(faults[0]?.start).toBe(2);
    expect(faults[0]?.hint).toContain('steps');
  });

  test('and so is a condition, and what is just as long is none', () => {
    const code = (source: string) => parseExpression(source).faults[0]?.code;
    expect(code(`'${'a'.repeat(10_001)}'`)).toBe('template_too_long');
    expect(code(`'${'a'.repeat(9_990)}'`)).toBeUndefined();
    expect(evaluated(`{{ '${'a'.repeat(9_990)}' }}`)).toHaveLength(9_990);
    expect(evaluated(`{{ 1 }}${'a'.repeat(20_000)}`)).toHaveLength(20_001);
  });
});

describe('parsing takes time in the length of the source', () => {
  test.each<[string, string]>([
    ['raw', '{% raw %} '],
    ['end of raw', '{% endraw '],
    ['blocks', '{% if a %}{% endif %}'],
    ['tags', '{% '],
    ['names of tags', '{% abc'],
    ['unknown tags', '{% abcd %}'],
    ['open tag text', "{% if ' "],
    ['both texts', `{% if '"{{ "' `],
    ['sets', '{% set a = 1 %}'],
    ['open sets', '{% set a '],
    ['stray', '{% endif %}'],
    ['else', '{% else %}'],
    ['open', '{{ '],
    ['open bracket', '{{ ( }} '],
    ['open brace', '{{ { { }} '],
    ['open text', "{{ ' }} "],
    ['both quotes', '{{ \'" }} '],
    ['escapes', "{{ '\\"],
    ['half closed', '{{ } '],
    ['comment', '{# '],
    ['block', '{% if %} '],
    ['trimmed space', '        {{- 1 -}}        '],
    ['space', ' '],
    ['brace', '{'],
    ['faults', '{{ a b }}'],
    ['expressions', '{{ a.b | default(1) }}'],
    ['unknown', '{{ 1 | nothing_of_that_name }}'],
    ['names', 'abc {{ x'],
    ['numbers', '{{ 1_1_1_1_1_'],
    ['unicode', '{{ “ä'],
  ])('%s', (_what, piece) => {
    // A megabyte where each piece costs little; the many faults of the others cost memory, not search.
    const source = piece.repeat(Math.floor(300_000 / piece.length));
    timed(() => parseTemplate(source));
    timed(() => parseExpression(source));
  });

  test.each([
    ['text', `'${'a'.repeat(1_000_000)}'`],
    ['name', 'a'.repeat(1_000_000)],
    ['number', '1'.repeat(1_000_000)],
    ['space', `1${' '.repeat(1_000_000)}`],
    ['list', `[${'1,'.repeat(300_000)}]`],
  ])('one long %s', (_what, expression) => {
    timed(() => parseTemplate(`{{ ${expression} }}`));
  });
});

const big = 'ab c'.repeat(1_000_000);
const scope = {
  big,
  other: `${big.slice(0, -1)}x`,
  // The search for it that looks back at each place takes the square of the time.
  repetitive: `${'a'.repeat(1_000_000)}b${'a'.repeat(1_000_000)}`,
  wide: Object.fromEntries(Array.from({ length: 300_000 }, (_, index) => [`k${index}`, index])),
  numbers: Array.from({ length: 500_000 }, (_, index) => (index * 7919) % 500_000),
  // Lists that differ in their last item alone.
  rows: Array.from({ length: 2000 }, (_, index) => [...new Array<number>(500).fill(0), index]),
};

describe('heavy work ends in evaluation_limit, and soon', () => {
  test.each([
    'range(1000000000)',
    'range(0, -1000000000, -1)',
    '[0] * 1000000000',
    '"a" * 1000000000',
    '1000000000 * "a"',
    '("a" * 9000000) ~ ("a" * 9000000)',
    '("a" * 9000000) + ("a" * 9000000)',
    '[[0] * 900000, [0] * 900000]',
    '("a" * 4000000) | replace("a", "bbbb")',
    '("a" * 2000000) | replace("", "--")',
    '([1] * 900000) | join(",")',
    '(["a" * 5000000] * 9) | join("a" * 1000000)',
    'range(400000) | sort | sort | sort',
    'numbers | sort',
    'numbers + numbers',
    '("ab" * 100000) | replace("a", "x" * 1000)',
    'numbers | unique | unique | unique',
    '([range(1000)] * 1000) | tojson',
    '[[range(1000)] * 1000] * 1000 == [[range(1000)] * 1000] * 1000',
    'rows | unique',
    '[-1] in [range(1000)] * 1000000',
    'other in [big] * 1000',
    '([big, other] * 100) | sort(case_sensitive=true)',
    'wide and wide and wide and wide and wide and wide and wide and wide and wide and wide',
    'big | list',
    'big | reverse',
    'big[::-1]',
    'big | title | split | join | title | split | join',
    'big | split | join | split("a") | join("a") | replace("b", "a") | split("a") | join',
    '(range(300000) | list) + (range(300000) | list) + (range(300000) | list)',
  ])('%s', (expression) => {
    expect(timed(() => errorOf(`{{ ${expression} }}`, scope)).code).toBe('evaluation_limit');
  });

  test.each([
    'range(200000) | map("string") | map("upper") | map("lower") | map("trim")',
    'range(400000) | select("even") | list | select("even")',
    'range(300000) | map("range" if false else "string") | map("string") | map("string")',
    'numbers | map("string") | groupby(0)',
    '[1] | batch(1000000000, 0)',
    '[1] | slice(1000000000)',
    '[1] | slice(1000000000, 0)',
    'range(900000) | batch(1)',
    '("a\\n" * 4000000) | indent(9)',
    '"a" | indent(1000000000, true)',
    '("a\\n" * 100000) | indent("x" * 1000)',
    'big | slugify | slugify | slugify',
    '("ä" * 9000000) | urlencode',
    'wide | urlencode | urlencode | urlencode',
    'wide | items | map("first") | sort | sort',
    '("a" * 9000000) | b64encode',
    'big | hash | hash ~ (big | hash("sha512")) ~ (big | hash("md5")) ~ (big | hash("sha1"))',
    '"%99999999999d" | format(1)',
    '"%-999999999s" | format("a")',
    '("%s" ~ "%%" * 1000000) | format(1)',
    'big | hash',
    '("a" * 600000) | hash("sha512")',
    '("[" * 400000 ~ "]" * 400000) | from_json',
    '("[" ~ "[]," * 3000000 ~ "1]") | from_json | length + (("[" ~ "[]," * 3000000 ~ "1]") | from_json | length)',
    '("a" * 100000) | regex_replace("a.*b|a", "")',
    '("a" * 1000000) | regex_replace("(a?){100}a{100}", "")',
    'big | regex_replace("(.*)(.*)(.*)(.*)(.*)x", "")',
    '("a" * 100000) | regex_replace("a", "b" * 1000)',
    'range(100000) | map("regex_replace", "a" * 900, "b")',
    'big | truncate(3000000) | truncate(2000000) | truncate(1000000) ~ big | reverse',
  ])('%s', (expression) => {
    const evaluate = () => errorOf(`{{ ${expression} }}`, scope).code;
    expect(timed(evaluate)).toBe('evaluation_limit');
  });

  test.each([
    '{% for x in range(100000) %}{% for y in range(100000) %}{{ x }}{% endfor %}{% endfor %}',
    '{% for x in range(100000) %}{% for y in range(100000) %}{% endfor %}{% endfor %}',
    '{% for x in range(1000) %}{% for y in range(1000) if false %}{% endfor %}{% endfor %}',
    '{% for x in range(1000) %}{{ "x" * 100000 }}{% endfor %}',
    '{% for x in range(1000) %}{% set y = "x" * 10000000 %}{% endfor %}',
    '{% for x in range(1000) %}{% set y %}{{ big }}{% endset %}{% endfor %}',
    '{% set x %}{{ big }}{{ big }}{{ big }}{% endset %}',
    '{% for x in big %}{{ x }}{% endfor %}',
    '{% for x in wide %}{{ wide[x] }}{{ loop.index }}{% endfor %}',
    '{% for x in range(1000000) %}{% endfor %}',
    '{% for x in range(300000) %}{% set a, b = [x, x] %}{% endfor %}',
    '{% for x in range(100) %}{{ big }}{% endfor %}',
    '{% set x = "x" * 9999999 %}{% set x = x ~ x %}',
  ])('%s', (source) => {
    expect(timed(() => errorOf(source, scope)).code).toBe('evaluation_limit');
  });

  test('while a loop over a long list is done', () => {
    const rows = Array.from({ length: 5000 }, (_, index) => ({
      name: `name ${index}`,
      text: 'x'.repeat(100),
    }));
    const source = '{% for row in rows %}{{ loop.index }}. {{ row.name }}: {{ row.text }}\n{% endfor %}';
    expect(timed(() => evaluated(source, { rows }))).toMatch(
      /^1\. name 0: x+\n2\. (.*\n)*5000\. name 4999: x+\n$/,
    );
    expect(timed(() => evaluated('{{ ("ab c" * 200000) | regex_replace("ab c", "x") | length }}'))).toBe(
      200_000,
    );
    expect(timed(() => evaluated('{{ ("a" * 1000000) | hash | length }}'))).toBe(64);
    expect(timed(() => evaluated('{{ big | b64encode | length }}', scope))).toBe(5_333_336);
    expect(timed(() => evaluated('{{ range(200000) | tojson | from_json | length }}', scope))).toBe(200_000);
  });

  test.each([
    '(a{1000}){1000}',
    '((((a{9}){9}){9}){9}){9}',
    '(a{1000}',
    `${'('.repeat(1001)}`,
    'a'.repeat(1001),
  ])('a pattern that is too large is refused at once: %s', (pattern) => {
    const source = '{{ "a" | regex_replace(pattern, "") }}';
    expect(timed(() => errorOf(source, { pattern })).code).toBe('evaluation_failed');
  });

  test('and so does a text that grows too long piece by piece', () => {
    const error = timed(() => errorOf('{{ big }}{{ big }}{{ big }}', scope));
    expect([error.code, error.start]).toEqual(['evaluation_limit', 21]);
  });

  test('while ordinary work on large data is done', () => {
    expect(timed(() => evaluated('{{ repetitive in ("a" * 5000000) }}', scope))).toBe(false);
    expect(timed(() => evaluated('{{ ("a" * 5000000) | replace(repetitive, "") | length }}', scope))).toBe(
      5e6,
    );
    expect(timed(() => evaluated('{{ ("a" * 5000000) | split(repetitive) | length }}', scope))).toBe(1);
    expect(timed(() => evaluated('{{ big == other or big < other }}', scope))).toBe(true);
    expect(timed(() => evaluated('{{ ("1" * 1000000 ~ "x") | float }}', scope))).toBe(0);
    expect(timed(() => evaluated('{{ ("1" * 1000000 ~ "x") | int }}', scope))).toBe(0);
    expect(timed(() => evaluated('{{ 1 if wide else 2 }}', scope))).toBe(1);
    expect(timed(() => evaluated('{{ big | length }}', scope))).toBe(4_000_000);
    expect(timed(() => evaluated('{{ big[:3] ~ (big | upper)[-3:] }}', scope))).toBe('ab B C');
    expect(timed(() => evaluated('{{ numbers | max }}', scope))).toBe(499_999);
    expect(timed(() => evaluated('{{ range(300000) | sum }}', scope))).toBe(44_999_850_000);
  });

  test('within limits that the caller sets', () => {
    expect(errorOf('{{ range(100) }}', {}, { steps: 50 }).code).toBe('evaluation_limit');
    expect(errorOf('{{ [0] * 100 }}', {}, { steps: 50 }).code).toBe('evaluation_limit');
    expect(errorOf('{{ "x" in big }}', scope, { steps: 1000 }).code).toBe('evaluation_limit');
    expect(errorOf('{{ "a" * 100 }}', {}, { text: 50 }).code).toBe('evaluation_limit');
    expect(errorOf('{{ range(100) | tojson }}', {}, { text: 50 }).code).toBe('evaluation_limit');
    expect(errorOf('{{ x }}{{ x }}', { x: 'a'.repeat(30) }, { text: 50 }).code).toBe('evaluation_limit');
    expect(evaluated('{{ "a" * 50 }}', {}, { text: 50 })).toHaveLength(50);
  });
});

describe('data that holds itself, or nests without end, ends in evaluation_limit', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  const other: Record<string, unknown> = {};
  other['self'] = other;
  let deep: unknown = 1;
  for (let level = 0; level < MANY; level++) deep = [deep];
  let wide: unknown = 1;
  for (let level = 0; level < 100; level++) wide = [wide, wide];

  test.each([
    'loop | tojson',
    'loop == other',
    'deep | tojson',
    'wide | tojson',
    '[loop] | unique == [other]',
  ])('%s', (expression) => {
    const data = { loop, other, deep, wide };
    expect(timed(() => errorOf(`{{ ${expression} }}`, data)).code).toBe('evaluation_limit');
  });

  test('though it can be handed on and read', () => {
    expect(evaluated('{{ loop }}', { loop })).toBe(loop);
    expect(evaluated('{{ loop.self.self is mapping }}', { loop })).toBe(true);
  });
});

test('an error of any kind is a TemplateError', () => {
  expect(errorOf('{{ x }}')).toBeInstanceOf(TemplateError);
});
