import { filterRow } from './filter-row.ts';
import { pngChunk } from './png-chunk.ts';

/** What a pixel of the file is made of, as PIL names it. */
export type PngMode = 'L' | 'LA' | 'RGB' | 'RGBA';

/** The colour type in the header, and which of a pixel's red, green, blue and alpha are written. */
const LAYOUTS: Readonly<Record<PngMode, { readonly colour: number; readonly channels: readonly number[] }>> =
  {
    L: { colour: 0, channels: [0] },
    LA: { colour: 4, channels: [0, 3] },
    RGB: { colour: 2, channels: [0, 1, 2] },
    RGBA: { colour: 6, channels: [0, 1, 2, 3] },
  };

const SIGNATURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Writes a PNG with as many channels as the image has: browsers write four, always, which makes a grey image a
 * third larger and tells who reads it that it may be transparent.
 *
 * @param strips RGBA pixels from top to bottom, whole rows at a time
 */
export async function encodePng(
  width: number,
  height: number,
  mode: PngMode,
  strips: Iterable<Uint8ClampedArray>,
): Promise<Blob> {
  const { colour, channels } = LAYOUTS[mode];
  const deflate = new CompressionStream('deflate');
  const compressed = new Response(deflate.readable).arrayBuffer();
  const writer = deflate.writable.getWriter();
  let above = new Uint8Array(width * channels.length);
  for (const strip of strips) {
    const rowBytes = width * 4;
    const rows = strip.length / rowBytes;
    const filtered = new Uint8Array(rows * (above.length + 1));
    for (let row = 0; row < rows; row++) {
      const current = packed(strip.subarray(row * rowBytes, (row + 1) * rowBytes), channels);
      filterRow(current, above, channels.length, filtered.subarray(row * (above.length + 1)));
      above = current;
    }
    await writer.write(filtered);
  }
  await writer.close();
  const parts = [
    SIGNATURE,
    pngChunk('IHDR', header(width, height, colour)),
    pngChunk('IDAT', new Uint8Array(await compressed)),
    pngChunk('IEND', new Uint8Array()),
  ];
  return new Blob(parts, { type: 'image/png' });
}

function header(width: number, height: number, colour: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(13);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Eight bits a channel; compression, filtering and interlacing are the standard's only or plain ones.
  bytes.set([8, colour, 0, 0, 0], 8);
  return bytes;
}

/** A row with only the channels that are written. */
function packed(row: Uint8ClampedArray, channels: readonly number[]): Uint8Array<ArrayBuffer> {
  const count = channels.length;
  const bytes = new Uint8Array((row.length / 4) * count);
  for (let channel = 0; channel < count; channel++) {
    const from = channels[channel] ?? 0;
    for (let pixel = 0, to = channel; to < bytes.length; pixel += 4, to += count) {
      bytes[to] = row[pixel + from] ?? 0;
    }
  }
  return bytes;
}
