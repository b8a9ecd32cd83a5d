import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { inProject } from '../../scripts/project.ts';

/** How wide and high the photos of the fixtures are, in pixels. */
export const PHOTO_SIDE = 300;
const CROP_SIDE = 224;

/** Red, green and blue of each pixel of a photo, row by row: see the README beside the fixtures. */
export async function readPhoto(name: 'harbour' | 'mountains'): Promise<Uint8Array> {
  const file = inProject('test', 'fixtures', 'converted-models', `${name}.rgb.gz`);
  return new Uint8Array(gunzipSync(await readFile(file)));
}

/** A square of 224 pixels out of a photo, its colours from -1 to 1, the channels of a pixel side by side. */
export function cropOf(photo: Uint8Array, left: number, top: number): Float32Array {
  const crop = new Float32Array(CROP_SIDE * CROP_SIDE * 3);
  for (let row = 0; row < CROP_SIDE; row++) {
    const from = ((top + row) * PHOTO_SIDE + left) * 3;
    const pixels = photo.subarray(from, from + CROP_SIDE * 3);
    crop.set(
      Float32Array.from(pixels, (value) => value / 127.5 - 1),
      row * CROP_SIDE * 3,
    );
  }
  return crop;
}

/** Nine crops of a photo, which overlap. */
export function cropsOf(photo: Uint8Array): Float32Array[] {
  const places = [0, 38, 76];
  return places.flatMap((top) => places.map((left) => cropOf(photo, left, top)));
}

/** The same pixels with each channel by itself, as the graph takes them. */
export function channelByChannel(pixels: Float32Array): Float32Array {
  const count = pixels.length / 3;
  return Float32Array.from(pixels, (_, at) => pixels[(at % count) * 3 + Math.floor(at / count)] ?? 0);
}
