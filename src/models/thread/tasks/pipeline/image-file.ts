import type { RawImage } from '@huggingface/transformers';
import { encodePng, type PngMode } from '../../../../images/png/encode-png.ts';

/** What an image of so many channels is, as PIL names it. */
const MODES: readonly PngMode[] = ['L', 'LA', 'RGB', 'RGBA'];
const STRIP_PIXELS = 1_000_000;

/** Writes an image of transformers.js as a PNG with as many channels as it has. Works in a worker. */
export async function imageFile(image: RawImage, name: string): Promise<File> {
  const { width, height, channels } = image;
  const mode = MODES[channels - 1] ?? 'RGBA';
  return new File([await encodePng(width, height, mode, strips(image))], `${name}.png`, {
    type: 'image/png',
  });
}

/** Its pixels as red, green, blue and alpha, some rows at a time. */
function* strips({ data, width, height, channels }: RawImage): Generator<Uint8ClampedArray> {
  const rows = Math.max(1, Math.floor(STRIP_PIXELS / width));
  const isGrey = channels < 3;
  const hasAlpha = channels === 2 || channels === 4;
  for (let top = 0; top < height; top += rows) {
    const first = top * width;
    const count = Math.min(rows, height - top) * width;
    const strip = new Uint8ClampedArray(count * 4);
    for (let pixel = 0; pixel < count; pixel++) {
      const from = (first + pixel) * channels;
      for (let colour = 0; colour < 3; colour++)
        strip[pixel * 4 + colour] = data[from + (isGrey ? 0 : colour)] ?? 0;
      strip[pixel * 4 + 3] = hasAlpha ? (data[from + channels - 1] ?? 0) : 255;
    }
    yield strip;
  }
}
