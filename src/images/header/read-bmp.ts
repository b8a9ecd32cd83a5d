import { bytesAt } from './bytes-at.ts';
import type { ImageHeader } from './image-header.ts';

/** The header of OS/2, which has short numbers. */
const OLD_HEADER = 12;
/** A header of this length or more says which bits are the transparency. */
const WITH_ALPHA = 56;

export async function readBmp(file: Blob): Promise<ImageHeader> {
  const head = await bytesAt(file, 0, 70);
  const length = head.getUint32(14, true);
  const isOld = length === OLD_HEADER;
  const width = isOld ? head.getUint16(18, true) : head.getInt32(18, true);
  // A negative height means that the first row is the topmost.
  const height = isOld ? head.getUint16(20, true) : Math.abs(head.getInt32(22, true));
  const depth = head.getUint16(isOld ? 24 : 28, true);
  const hasAlpha = depth === 32 && length >= WITH_ALPHA && head.getUint32(66, true) !== 0;
  return { format: 'BMP', width, height, mode: modeOf(depth, hasAlpha), hasAlpha, orientation: 1 };
}

function modeOf(depth: number, hasAlpha: boolean): string {
  if (depth === 1) return '1';
  if (depth <= 8) return 'P';
  return hasAlpha ? 'RGBA' : 'RGB';
}
