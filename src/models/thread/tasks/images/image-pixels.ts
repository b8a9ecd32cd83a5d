import { FlowError } from '../../../../errors/index.ts';
import { decodeImage, drawImage, readImageHeader } from '../../../../images/index.ts';

export interface ImagePixels {
  /** Red, green, blue and alpha of each pixel, row by row. */
  readonly pixels: { readonly width: number; readonly height: number; readonly data: Uint8Array };
  /** `[width, height]` of the upright image. */
  readonly size: readonly [number, number];
  /** How many pixels of the image one of `pixels` stands for. */
  readonly scale: number;
}

export interface PixelOptions {
  /** Whether what is transparent becomes white; otherwise it stays so. */
  readonly onWhite?: boolean;
}

/**
 * The pixels of an image file, upright and no larger than a side of `longest`.
 * Rejects with `input_required`, `image_unreadable` and `image_too_large`.
 */
export async function imagePixels(
  input: unknown,
  longest: number,
  { onWhite = true }: PixelOptions = {},
): Promise<ImagePixels> {
  const image = await openImage(input);
  const { width, height } = image;
  const scale = Math.max(1, Math.max(width, height) / longest);
  const shown = [Math.max(1, Math.round(width / scale)), Math.max(1, Math.round(height / scale))] as const;
  const data = pixelsOf(image, shown, onWhite);
  return { pixels: { width: shown[0], height: shown[1], data }, size: [width, height], scale };
}

/**
 * The pixels of an image file, upright and stretched to a size, and its own `[width, height]`. What is transparent
 * becomes white. Rejects as `imagePixels` does.
 */
export async function stretchedPixels(
  input: unknown,
  to: readonly [number, number],
): Promise<{ readonly data: Uint8Array; readonly size: readonly [number, number] }> {
  const image = await openImage(input);
  const { width, height } = image;
  return { data: pixelsOf(image, to, true), size: [width, height] };
}

async function openImage(input: unknown): Promise<ImageBitmap> {
  if (!(input instanceof Blob)) {
    const hint = 'Give a file, such as "{{ inputs.photo }}".';
    throw new FlowError('input_required', 'An image is needed.', { hint });
  }
  const name = input instanceof File ? input.name : 'The file';
  return decodeImage(input, name, await readImageHeader(input, name));
}

function pixelsOf(image: ImageBitmap, shown: readonly [number, number], onWhite: boolean): Uint8Array {
  const canvas = drawImage(image, shown);
  if (onWhite) {
    canvas.globalCompositeOperation = 'destination-over';
    canvas.fillStyle = 'white';
    canvas.fillRect(0, 0, ...shown);
  }
  const { data } = canvas.getImageData(0, 0, ...shown);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
