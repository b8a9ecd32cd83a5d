import { type Canvas, stripsOf } from './canvas.ts';
import { brightness } from './greyscale.ts';

/**
 * Moves every colour away from the image's mean brightness by a factor, to the bit as PIL's
 * `ImageEnhance.Contrast(image).enhance(factor)` does: 0 is plain grey, 1 changes nothing, 1.5 is a good deal.
 */
export function enhanceContrast(canvas: Canvas, factor: number): void {
  let sum = 0;
  for (const { strip } of stripsOf(canvas)) sum += brightnessSum(strip.data);
  const mean = Math.floor(sum / (canvas.canvas.width * canvas.canvas.height) + 0.5);
  const curve = contrastCurve(mean, factor);
  for (const { top, strip } of stripsOf(canvas)) {
    applyCurve(strip.data, curve);
    canvas.putImageData(strip, 0, top);
  }
}

/** The brightness of all RGBA pixels, added up. */
export function brightnessSum(pixels: Uint8ClampedArray): number {
  let sum = 0;
  for (let place = 0; place < pixels.length; place += 4) {
    sum += brightness(pixels[place] ?? 0, pixels[place + 1] ?? 0, pixels[place + 2] ?? 0);
  }
  return sum;
}

/** What becomes of each of the 256 values. PIL computes in 32-bit floats and cuts what is behind the point off. */
export function contrastCurve(mean: number, factor: number): Uint8ClampedArray {
  const factor32 = Math.fround(factor);
  return Uint8ClampedArray.from({ length: 256 }, (_, value) =>
    Math.trunc(Math.fround(mean + Math.fround(factor32 * (value - mean)))),
  );
}

/** Replaces the colours of RGBA pixels, in place; transparency stays. */
export function applyCurve(pixels: Uint8ClampedArray, curve: Uint8ClampedArray): void {
  for (let place = 0; place < pixels.length; place += 4) {
    for (let channel = place; channel < place + 3; channel++) {
      pixels[channel] = curve[pixels[channel] ?? 0] ?? 0;
    }
  }
}
