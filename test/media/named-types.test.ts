import { expect, test } from 'vitest';
import { checkNamed } from '../../src/media/named-types.ts';

test.each([
  ['photo.jpg', 'image/jpeg'],
  ['photo.JPEG', 'image/jpeg'],
  ['moving.png', 'image/apng'],
  ['song.m4a', 'audio/x-m4a'],
  ['table.csv', 'text/csv'],
  ['book.zip', 'application/epub+zip'],
  ['letter.zip', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['anything.xyz', 'image/png'],
  ['no-extension', 'image/png'],
  ['constructor.constructor', 'image/png'],
])('%s may be %s', (name, type) => {
  expect(() => checkNamed(name, type)).not.toThrow();
});

test.each([
  ['photo.png', 'image/jpeg', 'Name it photo.jpg, or choose another file.'],
  ['photo.png', 'application/pdf', 'Name it photo.pdf, or choose another file.'],
  ['letter.docx', 'application/zip', 'Name it letter.zip, or choose another file.'],
  ['data.json', 'text/plain', 'Name it data.txt, or choose another file.'],
  ['page.csv', 'text/html', 'Name it page.html, or choose another file.'],
  ['notes.txt', 'application/octet-stream', 'Give the file its right name, or choose another file.'],
  ['notes.txt', 'application/x-msdownload', 'Give the file its right name, or choose another file.'],
])('%s is no %s', (name, type, hint) => {
  const message = expect.stringContaining(`${name} is not what its name says: it is ${type}`);
  expect(() => checkNamed(name, type)).toThrow(
    expect.objectContaining({ code: 'file_type_mismatch', message, hint }),
  );
});
