import { zlibSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRunner, type PageRunner } from '../../../src/create-runner.ts';
import { readPdf } from '../../../src/executors/document-extractor/pdf/read-pdf.ts';
import { docxOf, zipOf } from './make-docx.ts';
import { encryptedPdf, latin, pageObjects, pdfOf, stream, textPdf } from './make-pdf.ts';

/** The executor as a flow runs it: in a worker of the pool, on real files. */
const FLOW = `
name: read
inputs:
  - {name: file, type: file}
  - {name: options, type: object, default: {}}
steps:
  - name: document
    executor: document_extractor
    config:
      file_path: "{{ inputs.file }}"
      chunk_text: "{{ inputs.options.get('chunk_text', false) }}"
      chunk_size: "{{ inputs.options.get('chunk_size', 1000) }}"
      chunk_overlap: "{{ inputs.options.get('chunk_overlap', 0) }}"
      password: "{{ inputs.options.get('password', 'none') }}"
outputs:
  - {name: document, value: "{{ steps.document }}"}
`;

let page: PageRunner;

beforeAll(async () => {
  page = await createRunner(new URL('/', location.href), { autoResume: false });
});

async function read(content: Blob, name: string, options: Record<string, unknown> = {}) {
  const result = await page.runner.executeFlow(FLOW, { file: new File([content], name), options });
  return result.steps['document']?.error ?? result.error ?? result.steps['document']?.outputs;
}

/** Reads a good document: the worker that met a bad one is there, or another in its place. */
const stillReads = async () =>
  expect(await read(textPdf([['Still here.']]), 'good.pdf')).toMatchObject({ text: 'Still here.' });

describe('pdf', () => {
  test('pages, paragraphs and facts', async () => {
    const pdf = textPdf(
      [
        ['The first line', 'and the second.', '', '', 'A paragraph \\(new\\).'.replaceAll('\\', '')],
        [],
        ['Page three.'],
      ],
      '/Title(A title)/Author(Ada)',
    );
    expect(await read(pdf, 'paper.pdf')).toMatchObject({
      text: 'The first line\nand the second.\n\nA paragraph (new).\n\nPage three.',
      chunked: false,
      file_name: 'paper.pdf',
      file_extension: '.pdf',
      provider: 'pdfjs',
      metadata: {
        pages: 3,
        title: 'A title',
        author: 'Ada',
        media_type: 'application/pdf',
        file_size: pdf.size,
      },
    });
  });

  test('chunks end where sentences end', async () => {
    const pdf = textPdf([['One is here. Two is there. Three.']]);
    expect(await read(pdf, 'a.pdf', { chunk_text: true, chunk_size: 27, chunk_overlap: 15 })).toMatchObject({
      chunked: true,
      chunks: ['One is here. Two is there.', 'Two is there. Three.'],
      total_chunks: 2,
    });
  });

  test('a font that needs a character map, which the site itself has', async () => {
    const font =
      '<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/UniJIS-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4>>>>]>>';
    const pdf = pdfOf(pageObjects([stream('BT /F1 12 Tf 72 720 Td <65E5672C8A9E> Tj ET')], font));
    expect(await read(pdf, 'japanese.pdf')).toMatchObject({ text: '日本語' });
  });

  test('an encrypted one opens with its password alone', async () => {
    const pdf = await encryptedPdf(['A secret.'], 'sesame');
    expect(await read(pdf, 'secret.pdf')).toMatchObject({
      code: 'document_encrypted',
      hint: expect.stringContaining('password'),
    });
    expect(await read(pdf, 'secret.pdf', { password: 'sesame' })).toMatchObject({ text: 'A secret.' });
  });

  test('one that is cut off, or is one in name alone', async () => {
    const whole = textPdf([['Some text.']]);
    expect(await read(whole.slice(0, 60), 'cut.pdf')).toMatchObject({
      code: 'file_unreadable',
      message: expect.stringContaining('cut.pdf'),
      hint: expect.any(String),
    });
    // What is there of the last page is given, and it is said that there was more.
    const body = await whole.text();
    const torn = whole.slice(0, body.indexOf('startxref'));
    expect(await read(torn, 'torn.pdf')).toMatchObject({ text: 'Some text.', metadata: { truncated: true } });
    expect(await read(new Blob(['<!doctype html><p>Not found']), 'paper.pdf')).toMatchObject({
      code: 'file_type_mismatch',
    });
    await stillReads();
  });

  test('pages in a circle, and pages that are not there', async () => {
    const circle = pdfOf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R]/Count 1>>']);
    expect(await read(circle, 'circle.pdf')).toMatchObject({ code: 'file_unreadable' });
    const objects = pageObjects([stream('')]);
    const kids = objects.map((object) => object.replace('/Count 1', '/Count 30000'));
    expect(await read(pdfOf(kids), 'many.pdf')).toMatchObject({
      code: expect.stringMatching(/^document_limit|^file_unreadable/),
    });
    await stillReads();
  });

  test('one without text says so', async () => {
    expect(await read(textPdf([[]]), 'scan.pdf')).toMatchObject({
      code: 'file_unreadable',
      hint: expect.stringContaining('OCR'),
    });
  });

  test('a page that never ends is ended', async () => {
    const endless = latin(
      zlibSync(new Uint8Array(64_000_000).fill(0x20).map((_, i) => 'BT ET\n'.charCodeAt(i % 6))),
    );
    const pdf = pdfOf(pageObjects([stream(endless, '/Filter/FlateDecode')]));
    const document = {
      content: pdf,
      name: 'endless.pdf',
      kind: 'pdf' as const,
      signal: new AbortController().signal,
      onPage: () => {},
    };
    await expect(readPdf(document, 400)).rejects.toMatchObject({
      code: 'document_limit',
      message: expect.stringContaining('endless.pdf'),
    });
    await stillReads();
  });
});

describe('docx', () => {
  test('paragraphs, without the pictures', async () => {
    const docx = docxOf(['First.', 'Second &amp; third.'], { 'word/media/a.png': new Uint8Array(1000) });
    expect(await read(docx, 'letter.docx')).toMatchObject({
      text: 'First.\n\nSecond & third.',
      file_extension: '.docx',
      provider: 'mammoth',
      metadata: { file_size: docx.size },
    });
  });

  test('a bomb is not unpacked to its end', async () => {
    const bomb = docxOf(['x'], { 'word/footnotes.xml': new Uint8Array(200_000_000) });
    expect(bomb.size).toBeLessThan(1_000_000);
    expect(await read(bomb, 'bomb.docx')).toMatchObject({
      code: 'document_limit',
      message: expect.stringContaining('unpack'),
      hint: expect.any(String),
    });
    await stillReads();
  });

  test('one that is cut off, and an archive of another kind', async () => {
    const docx = docxOf(['Some words that are here.']);
    expect(await read(docx.slice(0, 500), 'letter.docx')).toMatchObject({
      code: 'file_unreadable',
      message: expect.stringContaining('ends too early'),
      hint: expect.any(String),
    });
    expect(await read(zipOf({ 'a.txt': new Uint8Array(9) }), 'letter.docx')).toMatchObject({
      code: 'file_unreadable',
      message: expect.stringContaining('without the parts'),
    });
  });

  test('a document of Word 97, or an encrypted one', async () => {
    const old = new Blob([
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)]),
    ]);
    expect(await read(old, 'letter.docx')).toMatchObject({ code: 'document_encrypted' });
  });
});
