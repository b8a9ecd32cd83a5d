import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkText } from '../../src/executors/chunk-text.ts';

const texts = (text: string, size: number, overlap = 0) =>
  chunkText(text, size, overlap).map((chunk) => chunk.text);

test.each<[string, string, number, number, string[]]>([
  ['ends where sentences end', 'One is here. Two is there.', 20, 0, ['One is here.', 'Two is there.']],
  ['repeats whole sentences', 'One is. Two is. Three.', 16, 8, ['One is. Two is.', 'Two is. Three.']],
  [
    'repeats nothing that has no room',
    'One is here. Two is there.',
    20,
    5,
    ['One is here.', 'Two is there.'],
  ],
  ['a paragraph ends a sentence', 'A title\n\nThe text', 12, 0, ['A title', 'The text']],
  ['a wrapped line does not', 'one two\nthree. Four five', 16, 0, ['one two\nthree.', 'Four five']],
  ['a long sentence is cut between words', 'aaa bbb ccc ddd', 8, 0, ['aaa bbb', 'ccc ddd']],
  ['and repeats words', 'aaa bbb ccc', 8, 3, ['aaa bbb', 'bbb ccc']],
  ['at its line breaks before', 'aaa bbb\nccc ddd', 12, 0, ['aaa bbb', 'ccc ddd']],
  ['a long word between characters', 'abcdefgh', 3, 0, ['abc', 'def', 'gh']],
  ['never through what is seen as one', 'e\u0301e\u0301', 3, 0, ['e\u0301', 'e\u0301']],
  ['Japanese sentences', '今日は晴れです。明日は雨です。', 9, 0, ['今日は晴れです。', '明日は雨です。']],
  ['a short text is one', 'Short.', 100, 50, ['Short.']],
  ['blanks alone are none', ' \n ', 5, 0, []],
])('%s', (_, text, size, overlap, expected) => {
  expect(texts(text, size, overlap)).toEqual(expected);
});

test('whatever the text: no chunk is longer, none goes back, each is where it says, and nothing is lost', () => {
  const pieces = fc.constantFrom(
    'a',
    'word',
    ' ',
    '. ',
    '\n',
    '\n\n',
    '👍🏽',
    'é',
    '日本',
    '。',
    '-',
    '"',
    'e\u0301',
  );
  const anyText = fc.array(pieces, { maxLength: 200 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 60 }), fc.nat(), (text, size, some) => {
      const chunks = chunkText(text, size, some % size);
      let covered = 0;
      for (const [at, { text: piece, index, start, end }] of chunks.entries()) {
        expect(index).toBe(at);
        expect(piece).toBe(text.slice(start, end));
        // One visible character may be a surrogate pair.
        expect(piece.length).toBeLessThanOrEqual(Math.max(size, 2));
        expect(end).toBeGreaterThan(covered);
        expect(text.slice(covered, Math.max(covered, start)).trim()).toBe('');
        covered = end;
      }
      expect(text.slice(covered).trim()).toBe('');
    }),
    { numRuns: 500 },
  );
});

describe('a large text', () => {
  test('is cut in one go', () => {
    const text = 'This is a sentence of a book. '.repeat(20_000);
    const chunks = chunkText(text, 1000, 200);
    expect(chunks.length).toBeGreaterThan(600);
    expect(chunks.every((chunk) => chunk.text.endsWith('book.'))).toBe(true);
  });

  test('and an overlap that makes a hundred of it is refused', () => {
    expect(() => chunkText('a b '.repeat(100_000), 1000, 999)).toThrow(
      expect.objectContaining({ code: 'evaluation_limit' }),
    );
  });
});
