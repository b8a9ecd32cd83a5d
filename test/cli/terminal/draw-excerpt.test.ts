import { expect, test } from 'vitest';
import { drawExcerpt } from '../../../src/cli/terminal/draw-excerpt.ts';

/** Marks the first place of a text that lies between ‹ and ›, and draws it. */
function drawn(marked: string): readonly string[] {
  const start = marked.indexOf('‹');
  const end = marked.indexOf('›') - 1;
  const text = marked.replace(/[‹›]/g, '');
  const at = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
  };
  const { line: endLine, column: endColumn } = at(end);
  return drawExcerpt(text, { ...at(start), endLine, endColumn });
}

test('the place is underlined as wide as it is', () => {
  expect(drawn('name: f\n‹stepz›: []\n')).toEqual(['2 | stepz: []', '  | ^~~~~']);
});

test('one letter, or none, has a caret alone', () => {
  expect(drawn('a: ‹x›')[1]).toBe('  |    ^');
  expect(drawn('a: x‹›')[1]).toBe('  |     ^');
});

test.each([
  ['tabs before and in it', '\ta:\t‹b\tc›', ['1 |     a:    b    c', '  |           ^~~~~~']],
  ['Chinese characters before it', 'text: 你好 ‹x›', ['1 | text: 你好 x', '  |            ^']],
  ['Chinese characters in it', 'text: ‹你好›', ['1 | text: 你好', '  |       ^~~~']],
  ['halfwidth and fullwidth letters', 'ｶﾅ Ａ‹x›', ['1 | ｶﾅ Ａx', '  |      ^']],
  ['emoji', '🎉👩‍👩‍👧❤️ ‹x›', ['1 | 🎉👩‍👩‍👧❤️ x', '  |        ^']],
  ['accents written apart', 'e\u0301e\u0301 ‹x›', ['1 | e\u0301e\u0301 x', '  |    ^']],
  ['characters of no width', 'a\u200bb ‹x›', ['1 | a\u200bb x', '  |    ^']],
])('%s do not shift it', (_, marked, lines) => {
  expect(drawn(marked)).toEqual(lines);
});

test('what would steer the terminal or turn the line round is shown as a replacement', () => {
  expect(drawn('a: \u001b[31m\u202e‹x›')).toEqual(['1 | a: �[31m�x', '  |          ^']);
});

test('a span over lines is underlined to the end of its first', () => {
  expect(drawn('a: ‹"b\n  c"›\n')).toEqual(['1 | a: "b', '  |    ^~']);
});

test('a long line is cut around the place and one that fits a narrow window is not', () => {
  expect(drawn(`‹a›${'x'.repeat(71)}`)[0]).toBe(`1 | a${'x'.repeat(71)}`);
  const lines = drawn(`${'x'.repeat(500)}‹HERE›${'y'.repeat(500)}`);
  expect(lines).toEqual([`1 | …${'x'.repeat(36)}HERE${'y'.repeat(36)}…`, `  | ${' '.repeat(37)}^~~~`]);
});

test('the bar stands under the bar whatever the number of the line', () => {
  expect(drawn(`${'\n'.repeat(99)}‹x›`)).toEqual(['100 | x', '    | ^']);
});

test('a place that is not in the text draws nothing', () => {
  expect(drawExcerpt('a', { line: 2, column: 1, endLine: 2, endColumn: 2 })).toEqual([]);
});
