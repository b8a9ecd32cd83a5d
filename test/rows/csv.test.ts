import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { faultsOf, rowsOf } from './support/rows-of.ts';

const lists = { csv: { header: false } };

describe('a csv file', () => {
  test('has maps as rows, by its header', async () => {
    expect(await rowsOf('name,age\nAda,36\nAlan,41\n', 'csv')).toEqual([
      { name: 'Ada', age: '36' },
      { name: 'Alan', age: '41' },
    ]);
  });

  test('has lists as rows without one', async () => {
    expect(await rowsOf('a,b\nc,d', 'csv', lists)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test.each([
    ['a byte order mark', '\uFEFFa,b\n1,2\n'],
    ['line breaks of Windows', 'a,b\r\n1,2\r\n'],
    ['line breaks of old Macs', 'a,b\r1,2\r'],
    ['no break at its end', 'a,b\n1,2'],
    ['empty lines', '\na,b\n\n1,2\n\n\n'],
    ['semicolons', 'a;b\n1;2\n'],
    ['tabs', 'a\tb\n1\t2\n'],
    ['quotes and blanks after them', '"a" ,"b" \n"1","2" \n'],
  ])('may have %s', async (_, content) => {
    expect(await rowsOf(content, 'csv')).toEqual([{ a: '1', b: '2' }]);
  });

  test('may be in UTF-16, as its byte order mark says, or in an encoding that is named', async () => {
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from('a\né\n', 'utf16le')]);
    expect(await rowsOf(utf16, 'csv')).toEqual([{ a: 'é' }]);
    const latin = Uint8Array.from([0x61, 0x0a, 0xe9]);
    expect(await rowsOf(latin, 'csv', { encoding: 'windows-1252' })).toEqual([{ a: 'é' }]);
    await expect(rowsOf(latin, 'csv')).rejects.toMatchObject({ code: 'rows_unreadable' });
  });

  test('keeps delimiters, breaks and quotes within quotes', async () => {
    expect(await rowsOf('a,b\n"1,\n2","say ""hi"""\n', 'csv')).toEqual([{ a: '1,\n2', b: 'say "hi"' }]);
  });

  test('may have quotes within fields without quotes', async () => {
    expect(await rowsOf('a,b\n5" disk,the "old" one\n', 'csv')).toEqual([
      { a: '5" disk', b: 'the "old" one' },
    ]);
  });

  test('may have no quotes at all', async () => {
    expect(await rowsOf('a\tb\n"so\tit" goes\n', 'csv', { csv: { quote: '' } })).toEqual([
      { a: '"so', b: 'it" goes' },
    ]);
  });

  test('gives each column a name of its own', async () => {
    expect(await rowsOf('x,,x,__proto__\n1,2,3,4', 'csv')).toEqual([
      Object.fromEntries([
        ['x', '1'],
        ['column_2', '2'],
        ['x_2', '3'],
        ['__proto__', '4'],
      ]),
    ]);
  });
});

describe('a row with a broken quote', () => {
  const middle = (line: string) => `a,b\n1,2\n${line}\n3,4\n"5","6"\n`;

  test.each(['"x"y,z', '"x,y', 'x,"y', '"x" "y",z', 'x,"y""'])('%s costs itself alone', async (line) => {
    expect(await rowsOf(middle(line), 'csv')).toEqual([
      { a: '1', b: '2' },
      expect.objectContaining({ code: 'row_invalid' }),
      { a: '3', b: '4' },
      { a: '5', b: '6' },
    ]);
    expect(await faultsOf(middle(line), 'csv')).toEqual([expect.stringContaining('Line 3 has a quote')]);
  });

  test('is told by its line, those of rows before it counted', async () => {
    expect(await faultsOf('a\n"1\n2"\n\n"x"y\n', 'csv')).toEqual([expect.stringContaining('Line 5 ')]);
  });

  test('as the header leaves no names for the others', async () => {
    await expect(rowsOf('"a,b\n1,2\n', 'csv')).rejects.toMatchObject({
      code: 'rows_unreadable',
      message: expect.stringContaining('Line 1'),
    });
  });
});

test.each([
  ['too many fields', '1,2,3'],
  ['too few', '1'],
])('a row with %s is told', async (_, line) => {
  expect(await faultsOf(`a,b\n${line}\n`, 'csv')).toEqual([
    expect.stringMatching(/^row_invalid: Line 2 has/),
  ]);
});

test('a row beyond all bounds costs itself alone, in quotes or not, at the end too', async () => {
  const long = 'x'.repeat(300);
  const form = { longestRow: 100, pieceSize: 64 };
  const tooLong = expect.objectContaining({ code: 'row_too_long' });
  expect(await rowsOf(`a\n1\n${long}\n2\n${long}`, 'csv', form)).toEqual([
    { a: '1' },
    tooLong,
    { a: '2' },
    tooLong,
  ]);
  const open = `a\n1\n"never closed\n${'2\n'.repeat(150)}`;
  const rows = await rowsOf(open, 'csv', form);
  expect(rows).toHaveLength(152);
  expect(rows.filter((row) => row instanceof Error)).toEqual([
    expect.objectContaining({ code: 'row_invalid' }),
  ]);
});

test('whatever the fields and wherever the pieces end, Papa Parse reads the same of the whole', async () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é', '😀'), maxLength: 6 });
  const table = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 6 }))
    .chain(([width, height]) =>
      fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: height }),
    );
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.integer({ min: 1, max: 12 }),
      fc.boolean(),
      async (rows, pieceSize, windows) => {
        const content = Papa.unparse(rows, { newline: windows ? '\r\n' : '\n', quotes: true });
        const form = { pieceSize, csv: { header: false, delimiter: ',' } };
        expect(await rowsOf(content, 'csv', form)).toEqual(rows);
      },
    ),
    { numRuns: 300 },
  );
});

test('of any text each line that is no part of a quoted field is a row, and nothing throws', async () => {
  const content = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' '), maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(content, fc.integer({ min: 1, max: 12 }), async (text, pieceSize) => {
      const form = { csv: { header: false, delimiter: ',' } };
      const whole = await rowsOf(text, 'csv', form);
      expect(await rowsOf(text, 'csv', { ...form, pieceSize })).toEqual(whole);
      const good = Papa.parse<string[]>(text.replace(/\r\n?/g, '\n'), { delimiter: ',', newline: '\n' });
      if (good.errors.length === 0) expect(whole.filter(isFilled)).toEqual(good.data.filter(isFilled));
    }),
    { numRuns: 500 },
  );
});

/** A lone field without a letter may be an empty line. */
function isFilled(row: unknown): boolean {
  return !Array.isArray(row) || row.length > 1 || row[0].trim() !== '';
}
