import { bytesAt, tagAt } from './bytes-at.ts';
import { exifOrientation } from './exif-orientation.ts';
import type { ImageHeader } from './image-header.ts';

const MODES: Readonly<Record<number, string>> = { 0: 'L', 2: 'RGB', 3: 'P', 4: 'LA', 6: 'RGBA' };

/** More chunks than any encoder writes before the pixels. */
const MOST_CHUNKS = 1000;

export async function readPng(file: Blob): Promise<ImageHeader> {
  const start = await bytesAt(file, 8, 21);
  if (tagAt(start, 4) !== 'IHDR') throw new Error('It does not begin with its header.');
  const [width, height] = [start.getUint32(8), start.getUint32(12)];
  const colour = start.getUint8(17);
  let hasAlpha = colour === 4 || colour === 6;
  let orientation = 1;
  let offset = 33;
  for (let count = 0; ; count++) {
    if (count === MOST_CHUNKS) throw new Error('It has no pixels where they should be.');
    const chunk = await bytesAt(file, offset, 8);
    const length = chunk.getUint32(0);
    const name = tagAt(chunk, 4);
    if (name === 'IDAT') break;
    if (name === 'tRNS') hasAlpha = true;
    if (name === 'eXIf') orientation = exifOrientation(await bytesAt(file, offset + 8, length));
    offset += length + 12;
  }
  return { format: 'PNG', width, height, mode: modeOf(colour, start.getUint8(16)), hasAlpha, orientation };
}

function modeOf(colour: number, depth: number): string {
  if (colour === 0 && depth === 1) return '1';
  if (colour === 0 && depth === 16) return 'I;16';
  const mode = MODES[colour];
  if (mode === undefined) throw new Error('Its header names no kind of colour that there is.');
  return mode;
}
