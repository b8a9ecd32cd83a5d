import { expect, test } from 'vitest';
import { nearestName } from '../../src/errors/index.ts';

test.each([
  ['txet', ['text', 'task'], 'text'],
  ['text_procesor', ['model_executor', 'text_processor'], 'text_processor'],
  ['Operation', ['operation'], 'operation'],
  ['x', ['alpha'], undefined],
  ['c', ['a', 'b'], undefined],
  ['C', ['a', 'c'], 'c'],
  ['ab', ['ba'], 'ba'],
  ['completely_else', ['text'], undefined],
  ['x'.repeat(10_000), ['text'], undefined],
])('%s among %j is %s', (name, known, near) => {
  expect(nearestName(name, known)).toBe(near);
});
