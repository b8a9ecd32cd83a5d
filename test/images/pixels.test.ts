import { expect, test } from 'vitest';
import { applyCurve, brightness, brightnessSum, contrastCurve, greyPixels } from '../../src/images/index.ts';
import facts from '../fixtures/images/facts.json' with { type: 'json' };

/** Pillow's own answers for the same 64 pixels: nothing here may be off by one. */
const rgba = (): Uint8ClampedArray =>
  Uint8ClampedArray.from(
    facts.pixels.flatMap(([red = 0, green = 0, blue = 0], index) => [red, green, blue, index]),
  );

const colours = (pixels: Uint8ClampedArray): number[][] =>
  facts.pixels.map((_, index) => Array.from(pixels.subarray(index * 4, index * 4 + 3)));

const alphas = (pixels: Uint8ClampedArray): number[] =>
  facts.pixels.map((_, index) => pixels[index * 4 + 3] ?? -1);

test("greys are those of PIL's convert('L'), and transparency stays", () => {
  const pixels = rgba();
  greyPixels(pixels);
  expect(colours(pixels)).toEqual(facts.convert_L.map((grey) => [grey, grey, grey]));
  expect(alphas(pixels)).toEqual(facts.pixels.map((_, index) => index));
  expect(facts.pixels.map(([red = 0, green = 0, blue = 0]) => brightness(red, green, blue))).toEqual(
    facts.convert_L,
  );
});

test.each(Object.entries(facts.contrast))("contrast %s is that of PIL's ImageEnhance", (factor, expected) => {
  const pixels = rgba();
  const mean = Math.floor(brightnessSum(pixels) / facts.pixels.length + 0.5);
  applyCurve(pixels, contrastCurve(mean, Number(factor)));
  expect(colours(pixels)).toEqual(expected);
  expect(alphas(pixels)).toEqual(facts.pixels.map((_, index) => index));
});

/** The sum of (value + 1) × what becomes of it, as Pillow's `Image.blend` has it. */
test.each([
  [0.3, 0, 1662886],
  [0.3, 255, 7534887],
  [1.1, 77, 5847060],
  [1.1, 130, 5691419],
  [1.5, 130, 5943200],
  [2.7, 0, 7995182],
  [2.7, 130, 6130992],
  [2.7, 255, 2727441],
])('the whole curve of factor %s about %s', (factor, mean, expected) => {
  const sum = contrastCurve(mean, factor).reduce((total, value, index) => total + (index + 1) * value, 0);
  expect(sum).toBe(expected);
});
