import { describe, expect, test } from 'vitest';
import { runExecutor } from '../../src/engine/index.ts';
import { DocumentExtractor } from '../../src/executors/document-extractor/document-extractor.ts';
import { memoryFiles } from './support/memory-files.ts';

/** The kinds that need no browser; pdf and docx are in test/browser/documents. */
const files = memoryFiles();

const read = async (content: string | Uint8Array, filename: string, more: Record<string, unknown> = {}) => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const config = { file_path: { content: bytes, filename }, ...more };
  const result = await runExecutor(new DocumentExtractor(), config, { files });
  return result.success ? result.outputs : result.error;
};

test('a path of the store', async () => {
  await files.write('runs/test/notes.txt', { content: new TextEncoder().encode('Some notes.') });
  const result = await runExecutor(new DocumentExtractor(), { file_path: 'runs/test/notes.txt' }, { files });
  expect(result).toMatchObject({
    success: true,
    outputs: {
      text: 'Some notes.',
      chunked: false,
      file_name: 'notes.txt',
      file_extension: '.txt',
      provider: 'text',
      metadata: { media_type: 'text/plain', file_size: 11, characters: 11, encoding: 'utf-8' },
    },
  });
});

test('chunks beside the text', async () => {
  const text = 'One is here. Two is there. Three.';
  expect(await read(text, 'a.txt', { chunk_text: true, chunk_size: 27, chunk_overlap: 15 })).toMatchObject({
    text,
    chunked: true,
    chunks: ['One is here. Two is there.', 'Two is there. Three.'],
    total_chunks: 2,
  });
});

test('a size below the default overlap matters only where chunks are wanted', async () => {
  expect(await read('x', 'a.txt', { chunk_size: 100 })).toMatchObject({ text: 'x' });
  expect(await read('x', 'a.txt', { chunk_size: 100, chunk_text: true })).toMatchObject({
    code: 'invalid_config',
  });
});

describe('html', () => {
  const page = `<!doctype html><html><head><title>A &amp; B</title><style>p{}</style><script>alert(1)</script></head>
    <body><h1>Head</h1><p>One <b>bold</b> <a href="https://example.org">link</a>.</p><img src="x.png" alt="pic">
    <ul><li>first</li><li>second</li></ul>
    <table><tr><th>Name</th><th>Age</th></tr><tr><td>Ada</td><td>36</td></tr></table></body></html>`;

  test('says what is read, not how it looks', async () => {
    const outputs = await read(page, 'page.html');
    expect(outputs).toMatchObject({ provider: 'html-to-text', metadata: { title: 'A & B' } });
    const { text } = outputs as { text: string };
    expect(text).toMatch(/^Head\n+One bold link\.\n+ \* first\n \* second\n+Name +Age\nAda +36$/);
  });

  test('in the encoding that it names', async () => {
    const bytes = new TextEncoder().encode('<!doctype html><meta charset="iso-8859-2"><p>X');
    bytes[bytes.length - 1] = 0xb1;
    expect(await read(bytes, 'page.html')).toMatchObject({ text: 'ą', metadata: { encoding: 'iso-8859-2' } });
  });

  test('nested without end', async () => {
    expect(await read(`<!doctype html>kept${'<div>'.repeat(100_000)}lost`, 'page.html')).toMatchObject({
      text: expect.stringContaining('kept'),
    });
  });
});

describe('csv', () => {
  test('a paragraph for each row, by the names of its columns', async () => {
    expect(await read('name;note\r\nAda;"first; and ""best"""\r\n\r\nGrace;\r\n', 'a.csv')).toMatchObject({
      text: 'name: Ada\nnote: first; and "best"\n\nname: Grace',
      provider: 'papaparse',
      metadata: { columns: ['name', 'note'], rows: 2 },
    });
  });

  test('broken quotes are told with their row', async () => {
    expect(await read('a,b\n1,"open\n2,3\n', 'a.csv')).toMatchObject({
      code: 'file_unreadable',
      message: expect.stringMatching(/a\.csv.*Row 2 .*quote/),
      hint: expect.any(String),
    });
  });

  test('long names over many rows make no text without end', async () => {
    const table = `${'n'.repeat(100_000)},b\n${'1,2\n'.repeat(1000)}`;
    expect(await read(table, 'a.csv')).toMatchObject({ code: 'document_limit' });
  });
});

test('json is indented, and a fault in it told', async () => {
  expect(await read('{"a":[1]}', 'a.json')).toMatchObject({
    text: '{\n  "a": [\n    1\n  ]\n}',
    provider: 'json',
  });
  expect(await read('{"a": [1,}', 'a.json')).toMatchObject({
    code: 'file_unreadable',
    hint: expect.any(String),
  });
});

test('markdown stays, with its title', async () => {
  expect(await read('Intro\n# The *title* \ntext', 'a.md')).toMatchObject({
    text: 'Intro\n# The *title* \ntext',
    metadata: { title: 'The *title*' },
  });
});

test('UTF-16 and Windows-1252', async () => {
  expect(await read(new Uint8Array([0xff, 0xfe, 0x41, 0, 0xe4, 0]), 'a.txt')).toMatchObject({ text: 'Aä' });
  expect(await read(new Uint8Array([0x41, 0xe4]), 'a.txt')).toMatchObject({ text: 'Aä' });
});

test.each<[string, string | Uint8Array, string, string]>([
  ['nothing in it', '', 'a.txt', 'file_unreadable'],
  ['blanks in it', '  \n', 'a.txt', 'file_unreadable'],
  ['bytes in place of text', new Uint8Array([1, 2, 0, 3, 250]), 'a.txt', 'file_unreadable'],
  ['a control character far behind', `${'a'.repeat(70_000)}\0`, 'a.txt', 'file_unreadable'],
  [
    'a picture',
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82]),
    'a.png',
    'file_unreadable',
  ],
  ['a text that is called PDF', 'no pdf at all', 'a.pdf', 'file_type_mismatch'],
  ['a page in place of a table', '<!doctype html><p>404', 'a.csv', 'file_type_mismatch'],
  ['a PDF that is called a table', '%PDF-1.7\n', 'a.csv', 'file_type_mismatch'],
  ['bytes that are called Word', new Uint8Array([0, 1, 2, 3]), 'a.docx', 'file_type_mismatch'],
])('%s', async (_, content, name, code) => {
  const error = await read(content, name);
  expect(error).toMatchObject({ code, hint: expect.any(String) });
  expect((error as Error).message).toContain(name);
});

test('no file, and one that is not there', async () => {
  const result = await runExecutor(new DocumentExtractor(), {}, { files });
  expect(result).toMatchObject({ error: { message: expect.stringContaining('File path is required') } });
  const gone = await runExecutor(new DocumentExtractor(), { file_path: 'runs/test/gone.pdf' }, { files });
  expect(gone).toMatchObject({ error: { code: 'file_not_found' } });
});
