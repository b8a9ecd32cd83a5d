import { FlowError } from '../errors/index.ts';

/** PIL's own `MAX_IMAGE_PIXELS`: a quarter of a GB at 3 bytes a pixel. Decoded, an image takes four, and twice in part. */
export const MOST_PIXELS = 89_478_485;
/** Browsers give no canvas with a longer side. */
const LONGEST_SIDE = 16_384;

/** Throws `image_too_large` for more pixels than a page can hold. `what` begins the message, such as the file's name. */
export function checkPixels(what: string, width: number, height: number): void {
  if (width * height <= MOST_PIXELS && Math.max(width, height) <= LONGEST_SIDE) return;
  const message =
    `${what} has ${width} × ${height} pixels; at most ${MOST_PIXELS.toLocaleString('en')} in all ` +
    `and ${LONGEST_SIDE.toLocaleString('en')} a side can be worked on.`;
  throw new FlowError('image_too_large', message, { hint: 'Make the image smaller before it comes here.' });
}
