import { describe, expect, test } from 'vitest';
import { extensionOf, safeName, stemOf } from '../../src/media/file-name.ts';

test.each([
  ['photo.PNG', '.png', 'photo'],
  ['archive.tar.gz', '.gz', 'archive.tar'],
  ['.hidden', '', '.hidden'],
  ['ends.', '', 'ends.'],
  ['none', '', 'none'],
  ['runs/a.b/none', '', 'none'],
  ['runs/a.b/photo.jpg', '.jpg', 'photo'],
  ['', '', ''],
])('%s ends in "%s", as Python has it, and has the stem %s', (name, extension, stem) => {
  expect(extensionOf(name)).toBe(extension);
  expect(stemOf(name)).toBe(stem);
});

describe('a name made safe', () => {
  test.each<[string, string, string]>([
    [
      'letters of any script, spaces and signs that harm nobody stay',
      'Überblick – 図 (2).pdf',
      'Überblick – 図 (2).pdf',
    ],
    ['folders go', '../../etc/passwd', 'passwd'],
    ['folders of Windows go', 'C:\\Users\\Ada\\a.txt', 'a.txt'],
    ['a dot in front goes: it would hide the file', '.bashrc', 'bashrc'],
    ['nothing but dots is no name', '..', 'file'],
    ['nothing is no name', '', 'file'],
    ['a path that ends in a slash', 'a/b/', 'file'],
    ['what a disk reserves', 'a<b>:c"|?*.txt', 'a_b__c____.txt'],
    ['what an address reserves', 'a%2e#b.txt', 'a_2e_b.txt'],
    ['control characters', 'a\u0000b\nc.txt', 'abc.txt'],
    ['signs that turn the direction of reading', 'invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['signs that are not seen', 'a\u200B\uFEFFb.txt', 'ab.txt'],
    ['half a letter', 'a\uD800b.txt', 'ab.txt'],
    ['a device', 'CON.txt', '_CON.txt'],
    ['one letter in two ways', 'u\u0308.txt', 'ü.txt'],
  ])('%s', (_, name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  test('a long one is cut between characters and keeps its extension', () => {
    const safe = safeName(`${'😀'.repeat(200)}.jpeg`);
    expect(safe.length).toBeLessThanOrEqual(120);
    expect(safe).toMatch(/^(?:😀)+\.jpeg$/u);
    expect(safeName(`a.${'x'.repeat(300)}`).length).toBeLessThanOrEqual(120);
  });

  test('what is safe stays as it is', () => {
    for (const name of ['a/../b.txt', 'x'.repeat(500), 'CON', ' . a . ']) {
      expect(safeName(safeName(name))).toBe(safeName(name));
    }
  });
});
