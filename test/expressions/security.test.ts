import { afterEach, describe, expect, test } from 'vitest';
import { parseTemplate } from '../../src/expressions/index.ts';
import { errorOf, evaluated } from './support/evaluated.ts';

class Account {
  balance = 5;
  owner(): string {
    return 'me';
  }
}

const scope = {
  map: { a: 1 },
  bare: Object.assign(Object.create(null), { a: 1 }),
  list: [1],
  text: 'abc',
  count: 1,
  account: new Account(),
  file: new File(['secret'], 'name.txt'),
  call: () => 'called',
  items: [{ a: 1 }],
};

afterEach(() => {
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

describe('nothing is reached but own data members of plain data', () => {
  const owners = [
    'map',
    'bare',
    'list',
    'text',
    'count',
    'true',
    'account',
    'file',
    'call',
    '{}',
    '[]',
    '""',
  ];
  const names = ['constructor', '__proto__', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'length'];

  test.each(owners.flatMap((owner) => names.map((name) => [owner, name])))('%s %s', (owner, name) => {
    expect(errorOf(`{{ ${owner}.${name} }}`, scope).code).toBe('undefined_name');
    expect(errorOf(`{{ ${owner}["${name}"] }}`, scope).code).toBe('undefined_name');
    expect(evaluated(`{{ ${owner}.${name} is defined }}`, scope)).toBe(false);
  });

  test.each(names)('%s is no name of the scope', (name) => {
    expect(errorOf(`{{ ${name} }}`, {}).code).toBe('undefined_name');
  });

  test.each(names)('%s is not in a map, nor got from it', (name) => {
    expect(evaluated(`{{ "${name}" in map }}`, scope)).toBe(false);
    expect(evaluated(`{{ map.get("${name}") }}`, scope)).toBe(null);
  });

  test.each(['sum', 'sort', 'join', 'unique', 'min', 'max'])(
    'not by the attribute of %s either',
    (filter) => {
      expect(errorOf(`{{ items | ${filter}(attribute="constructor") }}`, scope).code).toBe('undefined_name');
      expect(errorOf(`{{ items | ${filter}(attribute="a.constructor") }}`, scope).code).toBe(
        'undefined_name',
      );
    },
  );

  test.each([
    ...['__proto__', 'constructor', 'a.constructor', 'toString'].flatMap((name) => [
      `items | map(attribute="${name}")`,
      `items | selectattr("${name}")`,
      `items | rejectattr("${name}", "none")`,
      `items | groupby("${name}")`,
    ]),
    '"%(constructor)s" | format(a=1)',
    '"%(__proto__)s" | format(a=1)',
    '[account] | map(attribute="balance")',
  ])('%s', (expression) => {
    expect(errorOf(`{{ ${expression} }}`, scope).code).toBe('undefined_name');
  });

  test.each([
    '[1] | map("constructor")',
    '[1] | map("__proto__")',
    '[1] | select("toString")',
    '[1] | selectattr("a", "hasOwnProperty")',
  ])('%s is no name of a table', (expression) => {
    const { faults } = parseTemplate(`{{ ${expression} }}`);
    expect(faults[0]?.code).toMatch(/^unknown_(filter|test)$/);
  });

  test('nor is one that is known at run time alone', () => {
    for (const name of ['constructor', '__proto__', 'valueOf']) {
      expect(errorOf('{{ [1] | map(name) }}', { name }).code).toBe('evaluation_failed');
      expect(errorOf('{{ [1] | select(name) }}', { name }).code).toBe('evaluation_failed');
      expect(errorOf('{{ "a" | hash(name) }}', { name }).code).toBe('evaluation_failed');
    }
  });

  test.each(['constructor', '__proto__', 'toString'])('a group has no %s, and a loop none', (name) => {
    expect(errorOf(`{{ (items | groupby("a"))[0].${name} }}`, scope).code).toBe('undefined_name');
    expect(errorOf(`{% for x in list %}{{ loop.${name} }}{% endfor %}`, scope).code).toBe('undefined_name');
  });

  test.each(['account.balance', 'account.owner', 'file.name', 'file.size', 'call.name'])('%s', (member) => {
    expect(errorOf(`{{ ${member} }}`, scope).code).toBe('undefined_name');
  });

  test.each(['account', 'file', 'call', '[account]'])('%s is not written as text', (value) => {
    const { code } = errorOf(`-> {{ ${value} | tojson }}`, scope);
    expect(code).toBe('type_mismatch');
  });
});

test('no code of the data runs: no getter, no toJSON, no toString, no valueOf', () => {
  const bomb = () => {
    throw new Error('ran');
  };
  const data: Record<string, unknown> = { toJSON: bomb, toString: bomb, valueOf: bomb, fine: 1 };
  Object.defineProperty(data, 'trap', { get: bomb, enumerable: true });
  expect(evaluated('{{ data }}!', { data })).toBe('{"fine":1}!');
  expect(evaluated('{{ data ~ "" }}', { data })).toBe('{"fine":1}');
  expect(evaluated('{{ data == data and data == {} }}', { data })).toBe(false);
  expect(evaluated('{{ data.trap is defined }}', { data })).toBe(false);
  expect(errorOf('{{ data.trap }}', { data }).code).toBe('undefined_name');
  expect(errorOf('{{ data + 1 }}', { data }).code).toBe('type_mismatch');
});

describe('`__proto__` is a name as any other', () => {
  test.each([
    '{"__proto__": {"polluted": 1}}',
    'dict([["__proto__", {"polluted": 1}]])',
    'dict({"__proto__": {"polluted": 1}})',
    'dict(__proto__={"polluted": 1})',
    '\'{"__proto__": {"polluted": 1}}\' | from_json',
  ])('in %s', (source) => {
    const made = evaluated(`{{ ${source} }}`) as Record<string, unknown>;
    expect(Object.keys(made)).toEqual(['__proto__']);
    expect(made['polluted']).toBeUndefined();
    expect(evaluated(`{{ (${source}).__proto__.polluted }}`)).toBe(1);
    expect(evaluated(`{{ ${source} | tojson }}`)).toBe('{"__proto__":{"polluted":1}}');
  });

  test('of a variable', () => {
    expect(evaluated('{% set __proto__ = {"polluted": 1} %}{{ __proto__.polluted }}')).toBe('1');
    expect(evaluated('{% for __proto__ in [1] %}{{ __proto__ }}{% endfor %}')).toBe('1');
    expect(evaluated('{{ ({"__proto__": 1} | items)[0][0] }}')).toBe('__proto__');
    expect(evaluated('{{ "%(__proto__)s" | format(__proto__="x") }}')).toBe('x');
    expect(evaluated('{{ [{"k": "__proto__"}] | groupby("k") | map("first") }}')).toEqual(['__proto__']);
  });

  test('in data', () => {
    const data: unknown = JSON.parse('{"__proto__": {"polluted": 1}}');
    expect(evaluated('{{ data.__proto__.polluted }}', { data })).toBe(1);
  });
});
