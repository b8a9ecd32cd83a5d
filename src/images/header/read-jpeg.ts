import { bytesAt } from './bytes-at.ts';
import { exifOrientation } from './exif-orientation.ts';
import type { ImageHeader } from './image-header.ts';

const START_OF_SCAN = 0xda;
const APP1 = 0xe1;
const MODES: Readonly<Record<number, string>> = { 1: 'L', 3: 'RGB', 4: 'CMYK' };

/** More than any file has: one that is made to be walked through for ever is not. */
const MOST_STEPS = 10_000;

/** Goes from segment to segment: photos carry previews, profiles and notes of some hundred KB before their size. */
export async function readJpeg(file: Blob): Promise<ImageHeader> {
  let orientation: number | undefined;
  let offset = 2;
  for (let count = 0; count < MOST_STEPS; count++) {
    const head = await bytesAt(file, offset, 10);
    if (head.getUint8(0) !== 0xff) throw new Error('Its segments do not follow each other.');
    const marker = head.getUint8(1);
    // A marker may be filled up with 0xff before it.
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    if (marker === START_OF_SCAN) throw new Error('It has pixels before it says how many.');
    const length = head.getUint16(2);
    if (marker === APP1) {
      const block = await bytesAt(file, offset + 4, length - 2);
      if (orientation === undefined && isExif(block)) {
        orientation = exifOrientation(new DataView(block.buffer, 6));
      }
    }
    if (isFrame(marker)) {
      const mode = MODES[head.getUint8(9)];
      if (mode === undefined) throw new Error('It has a number of colour channels that there is none of.');
      const [width, height] = [head.getUint16(7), head.getUint16(5)];
      return { format: 'JPEG', width, height, mode, hasAlpha: false, orientation: orientation ?? 1 };
    }
    offset += 2 + length;
  }
  throw new Error('It does not say how many pixels it has where it should.');
}

/** SOF0 to SOF15, but for the three of that range that are tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function isExif(block: DataView): boolean {
  return block.byteLength > 6 && block.getUint32(0) === 0x45786966 && block.getUint16(4) === 0;
}
