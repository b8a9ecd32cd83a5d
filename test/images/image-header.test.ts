import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readImageHeader } from '../../src/images/index.ts';
import facts from '../fixtures/images/facts.json' with { type: 'json' };

const bytesOf = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../fixtures/images/${name}`, import.meta.url)));

const names = Object.keys(facts.files) as (keyof typeof facts.files)[];

test.each(names)('%s is what Pillow says it is', async (name) => {
  const { format, size, mode, orientation } = facts.files[name];
  expect(await readImageHeader(new Blob([bytesOf(name)]), name)).toMatchObject({
    format,
    width: size[0],
    height: size[1],
    mode,
    orientation,
  });
});

test.each([
  ['rgba.png', true],
  ['grey-alpha.png', true],
  ['palette-hole.png', true],
  ['palette.png', false],
  ['rgb.jpg', false],
  ['hole.gif', true],
  ['palette.gif', false],
  ['lossy-alpha.webp', true],
  ['lossless-alpha.webp', true],
  ['lossless.webp', false],
  ['lossy.webp', false],
])('%s may be transparent: %s', async (name, hasAlpha) => {
  expect(await readImageHeader(new Blob([bytesOf(name)]), name)).toMatchObject({ hasAlpha });
});

describe('what is no image, or not all of one', () => {
  const code = async (content: BlobPart) =>
    readImageHeader(new Blob([content]), 'a.png').then(
      () => 'read',
      (error) => error.code,
    );

  test.each(['rgb.png', 'rgb.jpg', 'palette.gif', 'lossy.webp', 'rgb.bmp'])(
    '%s cut at any byte of its head is told or read, and never throws anything else',
    async (name) => {
      const content = bytesOf(name);
      const codes = new Set<string>();
      for (let end = 0; end < Math.min(content.length, 200); end++) {
        codes.add(await code(content.slice(0, end)));
      }
      codes.delete('read');
      expect([...codes]).toEqual(['image_unreadable']);
    },
  );

  test.each<[string, BlobPart]>([
    ['nothing', ''],
    ['a text', 'this is no image at all'],
    ['a PNG of no width', bytesOf('rgb.png').fill(0, 16, 20)],
    ['a PNG of a colour type that there is none of', bytesOf('rgb.png').fill(9, 25, 26)],
    ['a JPEG without a frame', new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['a JPEG of zeros', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...new Array(40).fill(0)])],
    [
      'a JPEG whose segment says it is empty',
      new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0, ...new Array(40).fill(0)]),
    ],
    [
      'a PNG of endless chunks',
      new Uint8Array([...bytesOf('rgb.png').slice(0, 33), ...new Array(14_000).fill(0)]),
    ],
  ])('%s', async (_, content) => {
    expect(await code(content)).toBe('image_unreadable');
  });

  test('a JPEG that could be walked through for ever', async () => {
    expect(await code(new Uint8Array(1_000_000).fill(0xff).fill(0xd8, 1, 2))).toBe('image_unreadable');
  });

  test('EXIF that cannot be read says nothing of how the image stands', async () => {
    const content = bytesOf('orientation-6.jpg');
    const block = Buffer.from(content).indexOf('Exif') + 6;
    // The byte order, where the entries are, the name of the entry, and the orientation itself.
    for (const [from, to] of [
      [0, 2],
      [4, 8],
      [10, 12],
      [18, 20],
    ] as const) {
      const broken = content.slice().fill(0xee, block + from, block + to);
      expect(await readImageHeader(new Blob([broken]), 'a.jpg')).toMatchObject({ width: 40, orientation: 1 });
    }
  });
});
