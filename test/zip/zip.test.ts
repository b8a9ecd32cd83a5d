import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { ZipFaults } from '../../src/zip/zip-faults.ts';
import { ZipReader } from '../../src/zip/zip-reader.ts';
import { ZipWriter } from '../../src/zip/zip-writer.ts';

const faults: ZipFaults = {
  invalid: (why) => new Error(`invalid: ${why}`),
  damaged: (why) => new Error(`damaged: ${why}`),
  tooLarge: (what) => new Error(`too large: ${what}`),
};
const text = (said: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(said);
const zipOf = (files: Record<string, Uint8Array>, level: 0 | 6 = 6): Blob =>
  new Blob([zipSync(files, { level }) as Uint8Array<ArrayBuffer>]);

async function partsOf(zip: Blob, path: string): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of (await ZipReader.open(zip, faults)).parts(path)) parts.push(part);
  return parts;
}

async function changed(zip: Blob, change: (view: DataView<ArrayBuffer>) => void): Promise<Blob> {
  const view = new DataView(await zip.arrayBuffer());
  change(view);
  return new Blob([view]);
}

/** Where a mark of four bytes is for the last time. */
function lastOf(view: DataView, mark: number): number {
  for (let at = view.byteLength - 4; at >= 0; at--) if (view.getUint32(at, true) === mark) return at;
  throw new Error('The mark is nowhere.');
}

test('what was written is read again, also under a name in letters of another alphabet', async () => {
  const writer = new ZipWriter(faults);
  const large = Uint8Array.from({ length: 9_000_000 }, (_, at) => at * 7);
  writer.text('größe/текст.json', text('{"a": 1}'));
  await writer.bytes('weights.bin', new Blob([large]));
  await writer.bytes('empty', new Blob());
  const zip = await ZipReader.open(writer.end(), faults);
  expect(zip.paths()).toEqual(['größe/текст.json', 'weights.bin', 'empty']);
  expect(new TextDecoder().decode(await zip.bytes('größe/текст.json', 100))).toBe('{"a": 1}');
  expect(Buffer.compare(await zip.bytes('weights.bin', large.length), large)).toBe(0);
  expect(zip.sizeOf('weights.bin')).toBe(large.length);
  expect(await zip.bytes('empty', 0)).toHaveLength(0);
});

test('a large entry comes in parts of a few megabytes, packed or not', async () => {
  const large = new Uint8Array(40_000_000).fill(7);
  for (const level of [0, 6] as const) {
    const parts = await partsOf(zipOf({ large }, level), 'large');
    expect(parts.reduce((sum, part) => sum + part.length, 0)).toBe(large.length);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(10_000_000);
  }
});

test.each<[string, 0 | 6, (view: DataView<ArrayBuffer>) => void, string]>([
  ['an altered byte', 0, (view) => view.setUint8(60, view.getUint8(60) ^ 1), 'damaged: a.txt was altered'],
  [
    'an entry that unpacks to more than it says',
    6,
    (view) => view.setUint32(lastOf(view, 0x02014b50) + 24, 10, true),
    'damaged: a.txt cannot be unpacked',
  ],
  [
    'an entry that unpacks to less than it says',
    6,
    (view) => view.setUint32(lastOf(view, 0x02014b50) + 24, 5000, true),
    'damaged: a.txt holds less than it says',
  ],
  [
    'a way of packing that is not known',
    6,
    (view) => view.setUint16(lastOf(view, 0x02014b50) + 10, 14, true),
    'damaged: a.txt is compressed in a way that is not known here',
  ],
  [
    'a zip file in the form for more than 4 GB',
    6,
    (view) => view.setUint32(lastOf(view, 0x02014b50) + 42, 0xffffffff, true),
    'invalid: it is in the form for more than 4 GB (zip64), which is not read here',
  ],
  [
    'a zip file with a password',
    6,
    (view) => view.setUint16(lastOf(view, 0x02014b50) + 8, 1, true),
    'invalid: it is locked with a password',
  ],
])('%s is found', async (_case, level, change, message) => {
  const zip = await changed(zipOf({ 'a.txt': new Uint8Array(1000).fill(65) }, level), change);
  await expect(partsOf(zip, 'a.txt')).rejects.toThrow(message);
});

test('what is no zip file, or was cut short, is none', async () => {
  const zip = zipOf({ 'a.txt': text('a') });
  for (const wrong of [new Blob(), new Blob(['hello']), zip.slice(0, zip.size - 30)]) {
    await expect(ZipReader.open(wrong, faults)).rejects.toThrow(
      'invalid: it is no zip file, or was cut short',
    );
  }
});
