import { bytesAt, tagAt } from './bytes-at.ts';
import type { ImageHeader } from './image-header.ts';

/** The orientation in its EXIF is left alone, as browsers leave it: what they show is what is meant. */
export async function readWebp(file: Blob): Promise<ImageHeader> {
  const head = await bytesAt(file, 0, 30);
  const { width, height, hasAlpha } = facts(head);
  return { format: 'WEBP', width, height, mode: hasAlpha ? 'RGBA' : 'RGB', hasAlpha, orientation: 1 };
}

function facts(head: DataView): Pick<ImageHeader, 'width' | 'height' | 'hasAlpha'> {
  switch (tagAt(head, 12)) {
    case 'VP8 ':
      return {
        width: head.getUint16(26, true) & 0x3fff,
        height: head.getUint16(28, true) & 0x3fff,
        hasAlpha: false,
      };
    case 'VP8L': {
      const bits = head.getUint32(21, true);
      return {
        width: (bits & 0x3fff) + 1,
        height: ((bits >>> 14) & 0x3fff) + 1,
        hasAlpha: ((bits >>> 28) & 1) === 1,
      };
    }
    case 'VP8X':
      return {
        width: 1 + (head.getUint32(24, true) & 0xffffff),
        height: 1 + (head.getUint32(26, true) >>> 8),
        hasAlpha: (head.getUint8(20) & 0x10) !== 0,
      };
    default:
      throw new Error('It begins with no picture.');
  }
}
