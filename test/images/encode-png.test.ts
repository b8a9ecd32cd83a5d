import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encodePng, type PngMode } from '../../src/images/png/encode-png.ts';

/** The chunks of a PNG, by name; throws where a check does not fit. */
async function chunksOf(file: Blob): Promise<Map<string, Buffer>> {
  const bytes = Buffer.from(await file.arrayBuffer());
  const chunks = new Map<string, Buffer>();
  for (let offset = 8; offset < bytes.length; ) {
    const length = bytes.readUInt32BE(offset);
    const checked = bytes.subarray(offset + 4, offset + 8 + length);
    if (crc32(checked) !== bytes.readUInt32BE(offset + 8 + length))
      throw new Error('The check does not fit.');
    chunks.set(checked.toString('latin1', 0, 4), checked.subarray(4));
    offset += length + 12;
  }
  return chunks;
}

/** Undoes the filters of the rows, as the standard says. */
function unfiltered(data: Buffer, rowBytes: number, step: number): number[] {
  const pixels: number[] = [];
  for (let start = 0; start < data.length; start += rowBytes + 1) {
    for (let place = 0; place < rowBytes; place++) {
      const left = place < step ? 0 : (pixels[pixels.length - step] ?? 0);
      const above = pixels[pixels.length - rowBytes] ?? 0;
      const filter = data[start];
      const near = filter === 1 ? left : filter === 2 ? above : 0;
      pixels.push(((data[start + 1 + place] ?? 0) + near) & 255);
    }
  }
  return pixels;
}

describe.each<[PngMode, number, number[]]>([
  ['L', 0, [0]],
  ['LA', 4, [0, 3]],
  ['RGB', 2, [0, 1, 2]],
  ['RGBA', 6, [0, 1, 2, 3]],
])('%s', (mode, colour, channels) => {
  test('is read back to the bit, whatever the strips', async () => {
    const [width, height] = [7, 9];
    const pixels = Uint8ClampedArray.from(
      { length: width * height * 4 },
      (_, place) => (place * place * 7) % 256,
    );
    const strips = [pixels.subarray(0, width * 4 * 2), pixels.subarray(width * 4 * 2)];
    const chunks = await chunksOf(await encodePng(width, height, mode, strips));
    const header = chunks.get('IHDR') ?? Buffer.alloc(13);
    expect([header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]]).toEqual([
      width,
      height,
      8,
      colour,
    ]);
    const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
    const expected = Array.from({ length: width * height }, (_, pixel) =>
      channels.map((channel) => pixels[pixel * 4 + channel]),
    ).flat();
    expect(unfiltered(rows, width * channels.length, channels.length)).toEqual(expected);
    expect(chunks.get('IEND')).toHaveLength(0);
  });
});
