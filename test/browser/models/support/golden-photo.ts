import photoUrl from '../../../fixtures/converted-models/harbour.rgb.gz?url';

/** How wide and high the photo of the fixtures is, in pixels. */
export const PHOTO_SIDE = 300;

/**
 * The harbour that the originals of the converted models have seen, or the middle of it, as a file of the very same pixels:
 * see the README beside the fixtures.
 */
export async function goldenPhoto(side = PHOTO_SIDE): Promise<File> {
  const colours = await coloursOfPhoto();
  const pixels = new ImageData(PHOTO_SIDE, PHOTO_SIDE);
  for (let at = 0; at < PHOTO_SIDE ** 2; at++) {
    pixels.data.set(colours.subarray(at * 3, at * 3 + 3), at * 4);
    pixels.data[at * 4 + 3] = 255;
  }
  const canvas = new OffscreenCanvas(side, side);
  const edge = (PHOTO_SIDE - side) / 2;
  canvas.getContext('2d')?.putImageData(pixels, -edge, -edge);
  return new File([await canvas.convertToBlob()], 'harbour.png', { type: 'image/png' });
}

/** Red, green and blue of each pixel, row by row. */
async function coloursOfPhoto(): Promise<Uint8Array> {
  const { body } = await fetch(photoUrl);
  if (body === null) throw new Error('The photo is not there.');
  const bytes = new Uint8Array(await new Response(body).arrayBuffer());
  if (bytes.length === PHOTO_SIDE ** 2 * 3) return bytes;
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}
