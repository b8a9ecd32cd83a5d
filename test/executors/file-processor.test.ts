import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { FlowRunner, runExecutor } from '../../src/engine/index.ts';
import { builtinRegistry } from '../../src/executors/builtin.ts';
import { FileProcessor } from '../../src/executors/file-processor/file-processor.ts';
import { memoryFiles } from './support/memory-files.ts';

const files = memoryFiles();

const outcome = async (config: Record<string, unknown>) => {
  const result = await runExecutor(new FileProcessor(), config, { files });
  return result.success ? result.outputs : result.error;
};

const textFile = (text: string, filename: string) => ({ content: text, filename });

const bytes = (...values: number[]) => new Uint8Array(values);
const JPEG = bytes(0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01);
const PNG = bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52);
const NOTHING_KNOWN = bytes(0, 1, 2, 3, 250, 251);

describe("the guide's FileProcessorExecutor", () => {
  test('file input is required', async () => {
    for (const config of [{}, { file: null }, { file: '' }, { file: {} }]) {
      expect(await outcome(config)).toMatchObject({
        message: expect.stringContaining('File input is required'),
      });
    }
  });

  test('file uploaded as dictionary with content', async () => {
    const result = await runExecutor(
      new FileProcessor(),
      { file: { content: new TextEncoder().encode('%PDF-1.7\n'), filename: 'paper.pdf' } },
      { files },
    );
    expect(result).toMatchObject({
      success: true,
      outputs: {
        file_path: expect.stringMatching(/^runs\/test\/.*paper\.pdf$/),
        file_size: 9,
        file_extension: '.pdf',
        content_length: 9,
        content_type: 'application/pdf',
      },
      metadata: { file_processed: 'paper.pdf', processing_type: 'analyze', file_size: 9 },
    });
  });

  test('a dictionary without filename is an uploaded_file, without suffix a .tmp', async () => {
    expect(await outcome({ file: { content: NOTHING_KNOWN } })).toMatchObject({
      file_path: expect.stringContaining('uploaded_file.tmp'),
      file_extension: '.tmp',
    });
    expect(await outcome({ file: { content: NOTHING_KNOWN, filename: 'data' } })).toMatchObject({
      file_extension: '.tmp',
    });
  });

  test('file path provided', async () => {
    await files.write('runs/test/given/photo.JPG', new Blob([JPEG]));
    expect(await outcome({ file: 'runs/test/given/photo.JPG' })).toMatchObject({
      file_path: 'runs/test/given/photo.JPG',
      file_size: JPEG.length,
      file_extension: '.jpg',
      content_type: 'image/jpeg',
    });
  });

  test('file not found', async () => {
    expect(await outcome({ file: '/tmp/nobody/paper.pdf' })).toMatchObject({
      code: 'file_not_found',
      message: 'File not found: /tmp/nobody/paper.pdf',
    });
  });

  test('invalid file input format', async () => {
    for (const file of [5, true, ['a'], { name: 'a.txt' }, { content: 5 }, { content: 'a', filename: 5 }]) {
      expect(await outcome({ file })).toMatchObject({
        message: expect.stringContaining('Invalid file input format'),
      });
    }
  });

  test.each<[string, Uint8Array, string]>([
    ['b"\\xff\\xd8\\xff" is image/jpeg', JPEG, 'image/jpeg'],
    ['b"\\x89PNG" is image/png', PNG, 'image/png'],
    ['b"%PDF" is application/pdf', new TextEncoder().encode('%PDF-1.4'), 'application/pdf'],
    ['else application/octet-stream', NOTHING_KNOWN, 'application/octet-stream'],
  ])('detect content type: %s', async (_, content, type) => {
    expect(await outcome({ file: { content, filename: 'whatever.bin' } })).toMatchObject({
      content_type: type,
    });
  });

  test('the path that it puts out is a file for the next step', async () => {
    const first = await outcome({ file: textFile('hello', 'a.txt') });
    const { file_path: path } = first as Record<string, unknown>;
    expect(await outcome({ file: path, processing_type: 'text' })).toMatchObject({
      file_path: path,
      text: 'hello',
    });
  });
});

describe('forms of files', () => {
  test.each<[string, () => unknown, string]>([
    ['a reference', () => files.keep(new File(['hello'], 'a.txt')), '.txt'],
    [
      'a reference as content',
      async () => ({ content: await files.keep(new File(['hello'], 'a.txt')) }),
      '.txt',
    ],
    ['the id of a stored file', async () => (await files.keep(new File(['hello'], 'a.txt'))).id, '.tmp'],
    ['a file of the page', () => new File(['hello'], 'a.txt'), '.txt'],
    ['a blob', () => new Blob(['hello']), '.tmp'],
    ['a data: URL', () => 'data:text/plain;base64,aGVsbG8=', '.tmp'],
  ])('%s', async (_, make, extension) => {
    expect(await outcome({ file: await make(), processing_type: 'text' })).toMatchObject({
      file_size: 5,
      file_extension: extension,
      text: 'hello',
    });
  });

  test('names that climb or mislead are made safe before they become a path', async () => {
    expect(await outcome({ file: textFile('a', '../../../etc/pass\u202Ewd.txt') })).toMatchObject({
      file_path: expect.stringMatching(/^runs\/test\/[0-9a-f]{16}\/passwd\.txt$/),
    });
  });

  test('two files of one name do not replace each other', async () => {
    const one = (await outcome({ file: textFile('one', 'a.txt') })) as Record<string, unknown>;
    await outcome({ file: textFile('two', 'a.txt') });
    expect(await outcome({ file: one['file_path'], processing_type: 'text' })).toMatchObject({ text: 'one' });
  });

  test('a path that climbs is refused', async () => {
    for (const file of ['../secret.txt', 'runs/test/../../secret.txt', 'runs\\..\\secret.txt']) {
      expect(await outcome({ file })).toMatchObject({ code: 'invalid_path' });
    }
  });
});

describe('hash', () => {
  test('is that of the bytes, over more than one piece', async () => {
    const content = new Uint8Array(9 * 1024 * 1024 + 7).map((_, place) => (place * 31) % 251);
    const digest = (name: string) => createHash(name).update(content).digest('hex');
    const told: unknown[] = [];
    const result = await runExecutor(
      new FileProcessor(),
      { file: new File([content], 'large.bin'), processing_type: 'hash' },
      { files, progress: (progress) => told.push(progress) },
    );
    expect(result).toMatchObject({
      success: true,
      outputs: { sha256: digest('sha256'), md5: digest('md5'), content_length: content.length },
    });
    expect(told.at(-1)).toMatchObject({ loaded: content.length, total: content.length, unit: 'bytes' });
  });

  test('of nothing at all', async () => {
    expect(await outcome({ file: textFile('', 'empty.txt'), processing_type: 'hash' })).toMatchObject({
      md5: 'd41d8cd98f00b204e9800998ecf8427e',
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    });
  });
});

describe('text', () => {
  const utf16 = (text: string, order: 'le' | 'be') => {
    const both = [...`\uFEFF${text}`].flatMap((letter) => {
      const unit = letter.charCodeAt(0);
      return order === 'le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255];
    });
    return new Uint8Array(both);
  };
  test.each<[string, Uint8Array | string, string, number, string]>([
    ['utf-8', 'grün\nblau\n', 'grün\nblau\n', 2, 'utf-8'],
    ['utf-8 with a mark', '\uFEFFa\r\nb', 'a\r\nb', 2, 'utf-8'],
    ['utf-16le', utf16('grün', 'le'), 'grün', 1, 'utf-16le'],
    ['utf-16be', utf16('grün', 'be'), 'grün', 1, 'utf-16be'],
    ['windows-1252', bytes(0x67, 0x72, 0xfc, 0x6e), 'grün', 1, 'windows-1252'],
    ['nothing', '', '', 0, 'utf-8'],
  ])('%s', async (_, content, text, lines, encoding) => {
    expect(await outcome({ file: { content, filename: 'a.txt' }, processing_type: 'text' })).toMatchObject({
      text,
      line_count: lines,
      encoding,
    });
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['an image', PNG, /a\.txt cannot be read as text\. Its content is image\/png\./],
    ['a pdf', new TextEncoder().encode('%PDF-1.4 all letters'), /application\/pdf/],
    ['bytes of no known kind', bytes(65, 66, 0, 67), /Byte 2 is 0x00, which no text has\./],
  ])('%s is no text', async (_, content, message) => {
    const error = await outcome({ file: { content, filename: 'a.txt' }, processing_type: 'text' });
    expect(error).toMatchObject({ code: 'file_unreadable', message: expect.stringMatching(message) });
  });

  test('a text that no step could pass on is refused before it is read', async () => {
    const file = new File([new Uint8Array(33 * 1024 * 1024).fill(97)], 'long.txt');
    expect(await outcome({ file, processing_type: 'text' })).toMatchObject({ code: 'file_too_large' });
  });
});

describe('json', () => {
  test('gives what the file holds', async () => {
    const file = textFile('\uFEFF{"a": [1, {"b": null}], "__proto__": {"c": 1}}', 'a.json');
    const data = ((await outcome({ file, processing_type: 'json' })) as Record<string, unknown>)['data'];
    expect(data).toMatchObject({ a: [1, { b: null }] });
    expect(Object.hasOwn(data as object, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>)['c']).toBeUndefined();
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ['an open bracket', '{"a": [1, 2}', /cannot be read as json\. .*position 11/],
    ['a text', 'hello', /cannot be read as json/],
    ['nothing', ' \n', /The file is empty\./],
    ['an image', PNG, /image\/png/],
    ['brackets without end', '['.repeat(100_000), /cannot be read as json/],
    ['nested too deeply', '['.repeat(300) + ']'.repeat(300), /more than 200 levels deep/],
  ])('%s is told', async (_, content, message) => {
    const error = await outcome({ file: { content, filename: 'a.json' }, processing_type: 'json' });
    expect(error).toMatchObject({ code: 'file_unreadable', message: expect.stringMatching(message) });
  });
});

describe('csv', () => {
  const csv = (content: string, options?: object) =>
    outcome({
      file: textFile(content, 'table.csv'),
      processing_type: 'csv',
      ...(options && { csv: options }),
    });

  test('rows are maps by the names of the columns, and their values texts', async () => {
    expect(await csv('name,age\nAda,36\n\n"Grace, B.",85\n')).toMatchObject({
      columns: ['name', 'age'],
      rows: [
        { name: 'Ada', age: '36' },
        { name: 'Grace, B.', age: '85' },
      ],
      row_count: 2,
      content_type: 'text/csv',
    });
  });

  test('semicolons and tabs are found out; another sign can be named', async () => {
    expect(await csv('a;b\n1;2\n')).toMatchObject({ rows: [{ a: '1', b: '2' }] });
    expect(await csv('a\tb\n1\t2\n')).toMatchObject({ rows: [{ a: '1', b: '2' }] });
    expect(await csv('a~b\n1~2\n', { delimiter: '~' })).toMatchObject({ rows: [{ a: '1', b: '2' }] });
  });

  test('one column, line ends in quotes, quotes in quotes', async () => {
    expect(await csv('text\n"one\ntwo"\n"say ""hi"""\n')).toMatchObject({
      rows: [{ text: 'one\ntwo' }, { text: 'say "hi"' }],
    });
  });

  test('without a header rows are lists', async () => {
    expect(await csv('1,2\n3,4\n', { header: false })).toMatchObject({
      columns: ['column_1', 'column_2'],
      rows: [
        ['1', '2'],
        ['3', '4'],
      ],
    });
  });

  test('columns of one name, without a name, or named like a member of every map', async () => {
    expect(await csv('a,a,,__proto__\n1,2,3,4\n')).toMatchObject({
      columns: ['a', 'a_2', 'column_3', '__proto__'],
    });
  });

  test.each<[string, string, RegExp]>([
    ['a quote that never closes', 'a,b\n1,2\n3,"4\n5,6\n', /Row 3 has broken quotes/],
    ['letters behind a closing quote', 'a,b\n"x"y,2\n3,4\n', /Row 2 has broken quotes/],
    ['too many fields', 'a,b\n1,2\n\n3,4,5\n', /Row 4 has 3 fields; the header has 2\./],
    ['too few fields', 'a,b\n1\n', /Row 2 has 1 fields; the header has 2\./],
    ['nothing', '\n \n', /The file is empty\./],
  ])('%s is told with its row', async (_, content, message) => {
    expect(await csv(content)).toMatchObject({
      code: 'file_unreadable',
      message: expect.stringMatching(message),
    });
  });

  test('a binary file under the name of a table', async () => {
    const file = { content: NOTHING_KNOWN, filename: 'table.csv' };
    expect(await outcome({ file, processing_type: 'csv' })).toMatchObject({ code: 'file_unreadable' });
  });
});

test('an unknown processing type is told with its name', async () => {
  const error = await outcome({ file: textFile('a', 'a.txt'), processing_type: 'shred' });
  expect(error).toMatchObject({ message: expect.stringContaining('Unsupported processing type: shred') });
});

test('in a flow, from a file input to rows in templates', async () => {
  const runner = new FlowRunner(builtinRegistry(), { files: memoryFiles() });
  const flow = `
name: table
inputs: [{name: table, type: file}]
steps:
  - {name: read, executor: file_processor, config: {file: "{{ inputs.table }}", processing_type: csv}}
outputs:
  - {name: names, value: "{{ steps.read.rows | map(attribute='name') | list }}"}
`;
  const table = new File(['name,age\nAda,36\nGrace,85\n'], 'people.csv', { type: 'text/csv' });
  const result = await runner.executeFlow(flow, { table });
  expect(result.outputs).toEqual({ names: ['Ada', 'Grace'] });
});
