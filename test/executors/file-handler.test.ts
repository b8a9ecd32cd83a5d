import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { runExecutor } from '../../src/engine/index.ts';
import { FileHandler } from '../../src/executors/file-handler/file-handler.ts';
import { memoryFiles } from './support/memory-files.ts';

const files = memoryFiles();

const outcome = async (config: Record<string, unknown>) => {
  const result = await runExecutor(new FileHandler(), config, { files });
  return result.success ? result.outputs : result.error;
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const PNG = new Uint8Array([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
]);

/** What lies where the step says that it put the file. */
async function textAt(path: unknown): Promise<string> {
  const file = await files.find(String(path));
  if (file === undefined) throw new Error(`Nothing lies at ${path}.`);
  return (await files.open(file)).text();
}

test('a file is checked, and lies where the step says', async () => {
  const result = (await outcome({ file_content: new File(['a,b\n1,2\n'], 'Table.CSV') })) as Record<
    string,
    unknown
  >;
  expect(result).toEqual({
    filename: 'Table.CSV',
    file_extension: '.csv',
    file_size: 8,
    mime_type: 'text/csv',
    file_hash: sha256('a,b\n1,2\n'),
    temp_path: expect.stringMatching(/^runs\/test\/[0-9a-f]{16}\/Table\.CSV$/),
    temp_file_created: true,
  });
  expect(await textAt(result['temp_path'])).toBe('a,b\n1,2\n');
});

test.each<[string, () => unknown]>([
  ['a reference', () => files.keep(new File(['hello'], 'other.txt'))],
  ['bytes', () => new TextEncoder().encode('hello')],
  ['a blob', () => new Blob(['hello'])],
  ['{content, filename}', () => ({ content: 'hello', filename: 'other.txt' })],
  ['a data: URL', () => 'data:text/plain;base64,aGVsbG8='],
  ['a text', () => 'hello'],
  [
    'a path',
    async () => (await files.write('runs/test/there.txt', new Blob(['hello']))) && 'runs/test/there.txt',
  ],
])('content is taken as %s', async (_, make) => {
  const result = (await outcome({ file_content: await make(), filename: 'a.txt' })) as Record<
    string,
    unknown
  >;
  expect(result).toMatchObject({ filename: 'a.txt', file_size: 5, file_hash: sha256('hello') });
  expect(await textAt(result['temp_path'])).toBe('hello');
});

test('a text of several lines and dots is a text', async () => {
  for (const text of ['see ../a.txt\nand more', 'wait...', 'one.. two', 'runs\nfast']) {
    expect(await outcome({ file_content: text, filename: 'a.txt' })).toMatchObject({
      file_hash: sha256(text),
    });
  }
});

test.each([
  ['../../secret.txt', 'invalid_path'],
  ['runs/test/../../secret.txt', 'invalid_path'],
  ['runs/other/gone.txt', 'file_not_found'],
])('%s is a path, not a text: %s', async (path, code) => {
  expect(await outcome({ file_content: path, filename: 'a.txt' })).toMatchObject({ code });
});

test('save_temp: false leaves nothing at a path', async () => {
  expect(await outcome({ file_content: 'hello', filename: 'a.txt', save_temp: false })).toMatchObject({
    file_hash: sha256('hello'),
    temp_path: null,
    temp_file_created: false,
  });
});

test('preserve_name: false names the temporary file by its bytes', async () => {
  expect(
    await outcome({ file_content: 'hello', filename: 'my secret.txt', preserve_name: false }),
  ).toMatchObject({
    filename: 'my secret.txt',
    temp_path: expect.stringMatching(/\/2cf24dba5fb0a30e\.txt$/),
  });
});

test('a name is made safe, whatever it is', async () => {
  expect(await outcome({ file_content: 'hello', filename: '../../../etc/CON.txt' })).toMatchObject({
    filename: '_CON.txt',
    temp_path: expect.stringMatching(/^runs\/test\/[0-9a-f]{16}\/_CON\.txt$/),
  });
});

describe('what is not taken', () => {
  test.each<[string, Record<string, unknown>, string, RegExp]>([
    ['nothing', {}, 'invalid_config', /File content is required/],
    ['none', { file_content: null, filename: 'a.txt' }, 'invalid_config', /File content is required/],
    ['an empty text', { file_content: '', filename: 'a.txt' }, 'input_required', /File content is required/],
    ['a number', { file_content: 5, filename: 'a.txt' }, 'invalid_config', /Invalid file input format/],
    ['content without a name', { file_content: 'hello' }, 'input_required', /A filename is required/],
    ['an empty file', { file_content: new File([], 'a.txt') }, 'file_invalid', /a\.txt is empty\./],
    [
      'a name that promises something else',
      { file_content: 'hello', filename: 'a.png' },
      'file_type_mismatch',
      /a\.png is not what its name says: it is text\/plain, and a \.png file is image\/png\./,
    ],
    [
      'an image as a text',
      { file_content: PNG, filename: 'a.txt' },
      'file_type_mismatch',
      /it is image\/png/,
    ],
    [
      'a format that is not allowed',
      { file_content: 'hello', filename: 'a.txt', allowed_formats: ['.pdf', 'image/*'] },
      'file_not_allowed',
      /a\.txt \(text\/plain\) is none of the files that are taken here: \.pdf, image\/\*\./,
    ],
    [
      'too much',
      { file_content: 'hello', filename: 'a.txt', max_size: 4 },
      'file_too_large',
      /a\.txt has 5 bytes; at most 4 are taken here\./,
    ],
  ])('%s', async (_, config, code, message) => {
    expect(await outcome(config)).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('validate_format: false takes what is not what it says, and an empty one', async () => {
    expect(await outcome({ file_content: PNG, filename: 'a.txt', validate_format: false })).toMatchObject({
      file_extension: '.txt',
      mime_type: 'image/png',
    });
    expect(await outcome({ file_content: new File([], 'a.txt'), validate_format: false })).toMatchObject({
      file_size: 0,
    });
  });
});

test.each([['png'], ['.png'], ['.PNG'], ['image/png'], ['image/*'], ['IMAGE/*']])(
  'allowed as %s',
  async (format) => {
    const config = { file_content: PNG, filename: 'a.png', allowed_formats: ['pdf', format] };
    expect(await outcome(config)).toMatchObject({ mime_type: 'image/png' });
  },
);

test('.jpg allows .jpeg', async () => {
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]);
  const config = { file_content: jpeg, filename: 'a.jpeg', allowed_formats: ['jpg'] };
  expect(await outcome(config)).toMatchObject({ mime_type: 'image/jpeg' });
});
