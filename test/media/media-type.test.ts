import { readFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { mediaTypeOf } from '../../src/media/media-type.ts';

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);
const decoded = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(base64, 'base64'));
const zipped = (...names: string[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(zipSync(Object.fromEntries(names.map((name) => [name, strToU8('<x/>')]))));

const CONTENT_TYPES =
  '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const png = decoded(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
);
const gif = decoded('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7');
const jpegHead = bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);
const webp = decoded('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==');
// An mp3 frame of 128 kbit/s at 44.1 kHz, empty, twice.
const mp3 = new Uint8Array(418 * 2);
for (const start of [0, 417]) mp3.set([0xff, 0xfb, 0x90, 0x64], start);
const mp4 = new Uint8Array([0, 0, 0, 24, ...strToU8('ftypisom'), 0, 0, 2, 0, ...strToU8('isomiso2')]);
const docx = new Uint8Array(
  zipSync({ 'word/document.xml': strToU8('<w:document/>'), '[Content_Types].xml': strToU8(CONTENT_TYPES) }),
);

describe('by its bytes, whatever its name', () => {
  test.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['a png', png, 'image/png'],
    ['a gif', gif, 'image/gif'],
    ['a jpeg', jpegHead, 'image/jpeg'],
    ['a webp', webp, 'image/webp'],
    ['an mp3', mp3, 'audio/mpeg'],
    ['an mp4', mp4, 'video/mp4'],
    ['a zip', zipped('a.txt'), 'application/zip'],
    [
      'a docx with its list of contents at the end',
      docx,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    [
      'a pdf that is text all through',
      new Uint8Array(strToU8('%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n')),
      'application/pdf',
    ],
    ['bytes of no format', bytes(0, 1, 2, 3, 4, 200, 201), 'application/octet-stream'],
    ['nothing', bytes(), 'application/octet-stream'],
  ])('%s', async (_, content, type) => {
    for (const name of ['', 'file.bin', 'file.png', 'file.pdf']) {
      expect(await mediaTypeOf(new Blob([content]), name), name).toBe(type);
    }
  });

  test('a real recording, and what its Blob claims to be counts nothing', async () => {
    const wav = await readFile('flows/voice-note/samples/jfk.wav');
    expect(await mediaTypeOf(new Blob([new Uint8Array(wav)], { type: 'image/png' }), 'a.txt')).toBe(
      'audio/wav',
    );
  });

  test.each(['a.csv', 'a.json', 'a.txt', 'a.html'])('a picture named %s is a picture', async (name) => {
    expect(await mediaTypeOf(new Blob([png]), name)).toBe('image/png');
  });
});

describe('text', () => {
  test.each<[string, string, string]>([
    ['hello', '', 'text/plain'],
    ['hello', 'a.png', 'text/plain'],
    // Words that are signatures of formats: bmp, gif, exe, bzip2, aiff, jpeg XR.
    ['BMW and others', '', 'text/plain'],
    ['GIF is a format', '', 'text/plain'],
    ['MZ', '', 'text/plain'],
    ['BZhello', '', 'text/plain'],
    ['FORM 27', '', 'text/plain'],
    ['solid advice', 'a.md', 'text/markdown'],
    ['BMW,Audi\n1,2\n', 'cars.csv', 'text/csv'],
    ['a,b\n1,2\n', 'A.CSV', 'text/csv'],
    ['', 'a.csv', 'text/csv'],
    ['', 'a.json', 'application/json'],
    ['a\tb', 'a.tsv', 'text/tab-separated-values'],
    ['# Title', 'a.md', 'text/markdown'],
    ['a: 1', 'a.yaml', 'application/yaml'],
    ['a: 1', 'a.yml', 'application/yaml'],
    ['%YAML 1.2\n---\na: 1', '', 'application/yaml'],
    ['{"a": [1, 2]}', '', 'application/json'],
    ['\uFEFF{"a": [1, 2]}', '', 'application/json'],
    ['{"a": 1} {"a": 2}', '', 'text/plain'],
    ['{curly} words', '', 'text/plain'],
    ['{"a": 1}\n{"a": 2}\n', 'a.jsonl', 'application/x-ndjson'],
    ['hello', 'a.json', 'text/plain'],
    ['<!doctype html><p>x', '', 'text/html'],
    ['\n<html lang="en">', '', 'text/html'],
    ['<p>part of a page</p>', 'a.html', 'text/html'],
    ['no page at all', 'a.html', 'text/plain'],
    ['<!DOCTYPE html><p>Not found', 'table.csv', 'text/html'],
    ['<!doctype html>', 'a.txt', 'text/plain'],
    ['<?xml version="1.0"?><a/>', '', 'application/xml'],
    ['<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', '', 'image/svg+xml'],
    ['<svg width="1"/>', 'a.txt.svg', 'image/svg+xml'],
    ['no picture', 'a.svg', 'text/plain'],
    [`${'<!-- --> '.repeat(5000)}<p>`, 'a.svg', 'text/plain'],
    ['WEBVTT\n\n', '', 'text/vtt'],
    ['grüße 你好', '', 'text/plain'],
    ['\u001b[31mred\u001b[0m', 'a.log', 'text/plain'],
  ])('%j named %j', async (content, name, type) => {
    expect(await mediaTypeOf(new Blob([content]), name)).toBe(type);
  });

  test('a head that ends in the middle of a character', async () => {
    expect(await mediaTypeOf(new Blob([`x${'ü'.repeat(40_000)}`]))).toBe('text/plain');
  });

  test('a JSON longer than the head', async () => {
    const long = JSON.stringify(Array.from({ length: 30_000 }, (_, id) => ({ id })));
    expect(await mediaTypeOf(new Blob([long]))).toBe('application/json');
  });

  test('an old encoding is text where the name says so, and nothing known elsewhere', async () => {
    const latin = new Blob([bytes(0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x2c, 0x31, 0x0a)]);
    expect(await mediaTypeOf(latin, 'names.csv')).toBe('text/csv');
    expect(await mediaTypeOf(latin)).toBe('application/octet-stream');
  });
});

test('of a large file only little is read', async () => {
  let read = 0;
  class Counted extends Blob {
    override slice(start = 0, end = this.size, type = ''): Blob {
      read += end - start;
      return super.slice(start, end, type);
    }
    override arrayBuffer(): Promise<ArrayBuffer> {
      throw new Error('The whole file was read.');
    }
    override stream(): never {
      throw new Error('The file was streamed.');
    }
  }
  const filler = new Uint8Array(32 * 1024 * 1024);
  for (const head of [png, docx, mp4, mp3, new Uint8Array(strToU8('text ')), jpegHead]) {
    read = 0;
    await mediaTypeOf(new Counted([head, filler]));
    expect(read).toBeLessThan(2 * 1024 * 1024);
  }
});
