import { FlowError } from '../errors/index.ts';

export type Canvas = OffscreenCanvasRenderingContext2D;

/** So many pixels are looked at in one go: the copy of an image's pixels never lies in memory whole. */
const STRIP_PIXELS = 1_000_000;

/** An empty canvas to draw on and to read pixels from. Works in a worker. Throws `image_too_large`. */
export function createCanvas(width: number, height: number): Canvas {
  // Its pixels are read and written here; on a graphics card each look would be a transfer.
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) {
    const message = `The browser gives no canvas of ${width} × ${height} pixels.`;
    throw new FlowError('image_too_large', message, { hint: 'Take a smaller image, or a smaller size.' });
  }
  context.imageSmoothingQuality = 'high';
  return context;
}

/** The pixels of an image from top to bottom, in strips of whole rows. Written back where the caller puts them. */
export function* stripsOf(canvas: Canvas): Generator<{ readonly top: number; readonly strip: ImageData }> {
  const { width, height } = canvas.canvas;
  const rows = Math.max(1, Math.floor(STRIP_PIXELS / width));
  for (let top = 0; top < height; top += rows) {
    yield { top, strip: canvas.getImageData(0, top, width, Math.min(rows, height - top)) };
  }
}
