import { type Canvas, createCanvas } from './canvas.ts';
import type { ImageHeader } from './header/image-header.ts';
import { unreadable } from './header/read-image-header.ts';
import { checkPixels } from './size-limit.ts';

/**
 * Decodes an image, upright as its EXIF says; of one that moves, the first picture. Colours are turned into sRGB.
 * Works in a worker. Whoever asks closes it.
 *
 * Rejects with `image_too_large` before anything is decoded, and with `image_unreadable`.
 */
export async function decodeImage(
  file: Blob,
  name: string,
  { width, height }: Pick<ImageHeader, 'width' | 'height'>,
): Promise<ImageBitmap> {
  checkPixels(name, width, height);
  if (typeof createImageBitmap !== 'function') {
    throw unreadable(name, 'Images are decoded by a browser, and this is none.');
  }
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (cause) {
    throw unreadable(name, 'It is damaged or cut off.', cause);
  }
}

/** Draws an image in a size of its own or another, in pixels, and closes it. Throws `image_too_large`. */
export function drawImage(image: ImageBitmap, [width, height]: readonly [number, number]): Canvas {
  try {
    checkPixels('The resized image', width, height);
    const canvas = createCanvas(width, height);
    canvas.drawImage(image, 0, 0, width, height);
    return canvas;
  } finally {
    image.close();
  }
}
