import { FlowError } from '../../errors/index.ts';
import { bytesAt, tagAt } from './bytes-at.ts';
import type { ImageHeader } from './image-header.ts';
import { readBmp } from './read-bmp.ts';
import { readGif } from './read-gif.ts';
import { readJpeg } from './read-jpeg.ts';
import { readPng } from './read-png.ts';
import { readWebp } from './read-webp.ts';

/** One row per format: what a file of it begins with, and what reads it. A new format is a row here. */
const formats: readonly {
  readonly begins: (head: DataView) => boolean;
  readonly read: (file: Blob) => Promise<ImageHeader>;
}[] = [
  { begins: (head) => head.getUint32(0) === 0x89504e47, read: readPng },
  { begins: (head) => head.getUint32(0) >>> 8 === 0xffd8ff, read: readJpeg },
  { begins: (head) => tagAt(head, 0) === 'GIF8', read: readGif },
  { begins: (head) => tagAt(head, 0) === 'RIFF' && tagAt(head, 8) === 'WEBP', read: readWebp },
  { begins: (head) => tagAt(head, 0).startsWith('BM'), read: readBmp },
];

/**
 * Reads what an image says of itself: its format, size, colours and orientation. Nothing is decoded, and of a large
 * file only a few places are read. Works in every thread.
 *
 * @param name of the file, for the message
 * Rejects with `image_unreadable`.
 * @example
 * const { width, height } = await readImageHeader(photo, 'photo.jpg');
 */
export async function readImageHeader(file: Blob, name: string): Promise<ImageHeader> {
  const head = await bytesAt(file, 0, 12);
  if (head.byteLength === 0) throw unreadable(name, 'The file is empty.');
  // Nothing this short is an image, and it could not be looked at.
  const format = head.byteLength < 12 ? undefined : formats.find(({ begins }) => begins(head));
  if (format === undefined) throw unreadable(name, 'It is none of PNG, JPEG, GIF, WebP and BMP.');
  let header: ImageHeader;
  try {
    header = await format.read(file);
  } catch (cause) {
    const why = cause instanceof RangeError ? 'It is cut off.' : cause instanceof Error ? cause.message : '';
    throw unreadable(name, why, cause);
  }
  if (header.width > 0 && header.height > 0) return header;
  throw unreadable(name, `Its header says ${header.width} × ${header.height} pixels.`);
}

/** The error of an image that cannot be read; `why` is a sentence. */
export function unreadable(name: string, why: string, cause?: unknown): FlowError {
  const hint = 'Choose a whole PNG, JPEG, GIF, WebP or BMP file.';
  const message = `${name} is no image that can be read. ${why}`;
  return new FlowError('image_unreadable', message, { hint, ...(cause !== undefined && { cause }) });
}
