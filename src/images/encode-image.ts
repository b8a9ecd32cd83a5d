import { FlowError } from '../errors/index.ts';
import { type Canvas, stripsOf } from './canvas.ts';
import { encodePng, type PngMode } from './png/encode-png.ts';

/** Formats that a browser writes, as PIL names them. */
export type WritableFormat = 'PNG' | 'JPEG' | 'WEBP';

export interface Encoding {
  readonly format: WritableFormat;
  /** 1 to 100, for JPEG and WebP. */
  readonly quality: number;
  readonly mode: PngMode;
}

const TYPES: Readonly<Record<WritableFormat, string>> = {
  PNG: 'image/png',
  JPEG: 'image/jpeg',
  WEBP: 'image/webp',
};

/** Writes the image on a canvas as a file. Rejects with `image_unwritable` where the browser lacks the format or the memory. */
export async function encodeImage(canvas: Canvas, { format, quality, mode }: Encoding): Promise<Blob> {
  const { width, height } = canvas.canvas;
  if (format === 'PNG' && mode !== 'RGBA') return encodePng(width, height, mode, pixelsOf(canvas));
  if (format === 'JPEG') paintWhiteBehind(canvas);
  const options = { type: TYPES[format], quality: quality / 100 };
  const blob = await canvas.canvas.convertToBlob(options).catch((cause: unknown) => {
    throw unwritable(`The browser could not write ${width} × ${height} pixels as ${format}.`, cause);
  });
  // A browser that lacks a format writes a PNG, and says so only in its type.
  if (blob.type === TYPES[format]) return blob;
  throw unwritable(`This browser cannot write ${format} images.`);
}

function unwritable(message: string, cause?: unknown): FlowError {
  const hint = 'Take png or jpeg as the output_format, or a smaller size.';
  return new FlowError('image_unwritable', message, { hint, ...(cause !== undefined && { cause }) });
}

function* pixelsOf(canvas: Canvas): Generator<Uint8ClampedArray> {
  for (const { strip } of stripsOf(canvas)) yield strip.data;
}

/** A JPEG has no transparency, and what was transparent would become black. */
function paintWhiteBehind(canvas: Canvas): void {
  canvas.globalCompositeOperation = 'destination-over';
  canvas.fillStyle = 'white';
  canvas.fillRect(0, 0, canvas.canvas.width, canvas.canvas.height);
  canvas.globalCompositeOperation = 'source-over';
}
