import { expect, test } from 'vitest';
import { conditionHolds, evaluate, parseExpression } from '../../src/expressions/index.ts';

test.each<[unknown, boolean]>([
  [true, true],
  [1, true],
  [-1, true],
  ['yes', true],
  ['anything', true],
  ['none', true],
  ['00', true],
  [[0], true],
  [{ a: 1 }, true],
  [new Float32Array(1), true],
  [new Blob([]), true],
  [false, false],
  [null, false],
  [undefined, false],
  [0, false],
  [0n, false],
  ['', false],
  ['  \n', false],
  ['false', false],
  [' False ', false],
  ['NO', false],
  ['off', false],
  ['0', false],
  [[], false],
  [{}, false],
  [new Float32Array(0), false],
])('%o holds: %s', (value, expected) => {
  expect(conditionHolds(value)).toBe(expected);
});

test.each<[string, boolean]>([
  ['count > 2', true],
  ['{{ count > 2 }}', true],
  ['{{ flag }}', false],
  ['flag', false],
  ['flag == "no"', true],
  ['not flag', false],
  ['missing | default(false)', false],
])('the condition %j holds: %s', (source, expected) => {
  const { template } = parseExpression(source);
  expect(conditionHolds(evaluate(template, { count: 3, flag: 'no' }))).toBe(expected);
});
