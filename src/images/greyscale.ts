import { type Canvas, stripsOf } from './canvas.ts';

/** The brightness of a pixel, 0 to 255, to the bit as PIL's `convert('L')` has it (ITU-R 601-2 in fixed point). */
export function brightness(red: number, green: number, blue: number): number {
  return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
}

/** Makes an image grey; what is transparent stays so. */
export function toGreyscale(canvas: Canvas): void {
  for (const { top, strip } of stripsOf(canvas)) {
    greyPixels(strip.data);
    canvas.putImageData(strip, 0, top);
  }
}

/** Makes RGBA pixels grey, in place. */
export function greyPixels(pixels: Uint8ClampedArray): void {
  for (let place = 0; place < pixels.length; place += 4) {
    const grey = brightness(pixels[place] ?? 0, pixels[place + 1] ?? 0, pixels[place + 2] ?? 0);
    pixels[place] = grey;
    pixels[place + 1] = grey;
    pixels[place + 2] = grey;
  }
}
