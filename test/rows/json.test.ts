import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultsOf, rowsOf } from './support/rows-of.ts';

const invalid = expect.objectContaining({ code: 'row_invalid' });
const tooLong = expect.objectContaining({ code: 'row_too_long' });

describe('jsonl', () => {
  test.each([
    ['a byte order mark', '\uFEFF{"a":1}\n2\n'],
    ['line breaks of Windows', '{"a":1}\r\n2\r\n'],
    ['no break at its end', '{"a":1}\n2'],
    ['empty lines', '\n{"a":1}\n\n  \n2\n\n'],
  ])('may have %s', async (_, content) => {
    expect(await rowsOf(content, 'jsonl')).toEqual([{ a: 1 }, 2]);
  });

  test('a line that is not JSON costs itself alone, and is told by its number', async () => {
    const content = '{"a":1}\n{"a":\n\n{"a":3}\n';
    expect(await rowsOf(content, 'jsonl')).toEqual([{ a: 1 }, invalid, { a: 3 }]);
    expect(await faultsOf(content, 'jsonl')).toEqual([
      expect.stringMatching(/^row_invalid: Line 2 is not JSON: /),
    ]);
  });

  test('a line beyond all bounds costs itself alone, at the end too', async () => {
    const long = JSON.stringify('x'.repeat(300));
    const form = { longestRow: 100, pieceSize: 64 };
    expect(await rowsOf(`1\n${long}\n2\n${long}`, 'jsonl', form)).toEqual([1, tooLong, 2, tooLong]);
  });
});

describe('json', () => {
  test.each([
    ['nothing in it', '[]', []],
    ['white space', ' \r\n[ 1 , \n2 ] \n', [1, 2]],
    ['brackets and quotes in texts', '["]","\\"],[", {"a,":"}"}]', [']', '"],[', { 'a,': '}' }]],
    ['arrays in arrays', '[[1,[2]],[]]', [[1, [2]], []]],
    ['a byte order mark', '\uFEFF[1]', [1]],
  ])('an array may have %s', async (_, content, rows) => {
    expect(await rowsOf(content, 'json')).toEqual(rows);
    expect(await rowsOf(content, 'json', { pieceSize: 1 })).toEqual(rows);
  });

  test.each([
    ['a word that is none', '[1,nope,3]', [1, invalid, 3]],
    ['brackets that do not match', '[1,{"a":[1},3]', [1, invalid]],
    ['a comma too many', '[1,,3]', [1, invalid, 3]],
    ['a comma at the end', '[1,3,]', [1, 3, invalid]],
    ['an end before its end', '[1,{"a":2', [1, invalid]],
    ['nothing after a comma', '[1,', [1, invalid]],
    ['something after it', '[1] 2', [1, invalid]],
  ])('%s costs its element alone', async (_, content, rows) => {
    expect(await rowsOf(content, 'json')).toEqual(rows);
    expect(await rowsOf(content, 'json', { pieceSize: 1 })).toEqual(rows);
  });

  test('an element beyond all bounds costs itself alone', async () => {
    const long = { text: 'x"]['.repeat(100), more: [[], {}] };
    const form = { longestRow: 100, pieceSize: 64 };
    expect(await rowsOf(JSON.stringify([1, long, 2]), 'json', form)).toEqual([1, tooLong, 2]);
  });

  test.each(['{"a":1}', 'a,b', '"text"'])('%s is no array', async (content) => {
    await expect(rowsOf(content, 'json')).rejects.toMatchObject({ code: 'rows_unreadable' });
  });
});

test('whatever the values and wherever the pieces end, JSON.parse reads the same of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 12 }), async (values, pieceSize) => {
      // -0 is 0 in JSON.
      const rows = JSON.parse(JSON.stringify(values));
      expect(await rowsOf(JSON.stringify(values), 'json', { pieceSize })).toEqual(rows);
      expect(await rowsOf(JSON.stringify(values, null, 2), 'json', { pieceSize })).toEqual(rows);
      const lines = values.map((value) => JSON.stringify(value)).join('\n');
      expect(await rowsOf(lines, 'jsonl', { pieceSize })).toEqual(rows);
    }),
    { numRuns: 100 },
  );
});
