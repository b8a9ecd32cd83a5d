import { expect, test } from 'vitest';
import { excerptOf, type Span } from '../../src/errors/index.ts';

const span = (line: number, column: number, endLine: number, endColumn: number): Span => ({
  line,
  column,
  endLine,
  endColumn,
});

test('a line falls into what stands before, at and after the place', () => {
  const text = 'a: 1\r\nb: "{{ inputs.x }}"\r\n';
  expect(excerptOf(text, span(2, 15, 2, 16))).toEqual({
    line: 2,
    before: 'b: "{{ inputs.',
    at: 'x',
    after: ' }}"',
  });
});

test('of a span over lines the first is shown, to its last letter', () => {
  expect(excerptOf('a:  \t\n  b: 1\n', span(1, 1, 2, 7))).toEqual({
    line: 1,
    before: '',
    at: 'a:',
    after: '  \t',
  });
});

test.each([
  ['the end of a text without a last line break', 'name: f', span(1, 8, 1, 8), 'name: f'],
  ['the empty line after the last', 'name: f\n', span(2, 1, 2, 2), ''],
  ['an empty text', '', span(1, 1, 1, 2), ''],
  ['a column beyond the line', 'ab\ncd', span(1, 9, 1, 12), 'ab'],
])('at %s nothing is marked', (_, text, place, before) => {
  expect(excerptOf(text, place)).toMatchObject({ before, at: '', after: '' });
});

test('a line that the text does not have has no excerpt', () => {
  expect(excerptOf('a\nb', span(3, 1, 3, 2))).toBeUndefined();
});

test('a long line is cut on both sides of the place', () => {
  const text = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`;
  expect(excerptOf(text, span(1, 501, 1, 505), 20)).toEqual({
    line: 1,
    before: `…${'x'.repeat(10)}`,
    at: 'HERE',
    after: `${'y'.repeat(10)}…`,
  });
});

test('a place that is itself too long is cut, and nothing is shown as if it followed', () => {
  const text = `${'x'.repeat(500)}END`;
  expect(excerptOf(text, span(1, 1, 1, 501), 20)).toEqual({
    line: 1,
    before: '',
    at: 'x'.repeat(20),
    after: '…',
  });
});

test('no character is cut in half', () => {
  const text = `${'😀'.repeat(50)}HERE${'😀'.repeat(50)}`;
  const cut = excerptOf(text, span(1, 101, 1, 105), 22);
  expect(cut?.before).toBe(`…${'😀'.repeat(6)}`);
  expect(cut?.after).toBe(`${'😀'.repeat(5)}…`);
});
