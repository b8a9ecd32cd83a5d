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
  if (!(input instanceof Blob)) {
    const hint = 'Give a file, such as "{{ inputs.photo }}".';
    throw new FlowError('input_required', 'An image is needed.', { hint });
  }
  const name = input instanceof File ? input.name : 'The file';
  const image = await decodeImage(input, name, await readImageHeader(input, name));
  const { width, height } = image;
  const scale = Math.max(1, Math.max(width, height) / longest);
  const shown = [Math.max(1, Math.round(width / scale)), Math.max(1, Math.round(height / scale))] as const;
  const canvas = drawImage(image, shown);
  if (onWhite) {
    canvas.globalCompositeOperation = 'destination-over';
    canvas.fillStyle = 'white';
    canvas.fillRect(0, 0, ...shown);
  }
  const { data } = canvas.getImageData(0, 0, ...shown);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { pixels: { width: shown[0], height: shown[1], data: bytes }, size: [width, height], scale };
}
