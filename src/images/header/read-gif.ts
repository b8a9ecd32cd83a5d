import { bytesAt } from './bytes-at.ts';
import type { ImageHeader } from './image-header.ts';

/** So much holds a palette and what stands before the first picture, but for comments of unheard-of length. */
const HEAD_BYTES = 64 * 1024;

export async function readGif(file: Blob): Promise<ImageHeader> {
  const head = await bytesAt(file, 0, HEAD_BYTES);
  const [width, height] = [head.getUint16(6, true), head.getUint16(8, true)];
  const flags = head.getUint8(10);
  const palette = (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
  const hasAlpha = firstPictureHasHoles(head, 13 + palette, width, height);
  return { format: 'GIF', width, height, mode: 'P', hasAlpha, orientation: 1 };
}

/** By a transparent colour, or because it does not fill the whole. */
function firstPictureHasHoles(head: DataView, start: number, width: number, height: number): boolean {
  let offset = start;
  let isTransparent = false;
  while (head.getUint8(offset) === 0x21) {
    if (head.getUint8(offset + 1) === 0xf9) isTransparent = (head.getUint8(offset + 3) & 1) === 1;
    offset += 2;
    while (head.getUint8(offset) !== 0) offset += head.getUint8(offset) + 1;
    offset += 1;
  }
  if (head.getUint8(offset) !== 0x2c) throw new Error('It has no picture.');
  const [wide, high] = [head.getUint16(offset + 5, true), head.getUint16(offset + 7, true)];
  return isTransparent || wide < width || high < height;
}
