import { RawImage } from '@huggingface/transformers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFlowFile } from '../../../src/executors/index.ts';
import { readImageHeader } from '../../../src/images/index.ts';
import { EngineClient } from '../../../src/workers/engine/engine-client.ts';
import { dropped, type Folder } from './import/model-folder.ts';
import { barePipeline } from './support/bare-pipeline.ts';
import { drawnPerson } from './support/drawn-person.ts';
import { rawPng } from './support/raw-png.ts';
import { vastImage } from './support/vast-image.ts';

/** Background removal on the real weights of MODNet, which a user imports, through a flow. */
const engine = new EngineClient({ root: new URL('/', location.href) });
afterAll(async () => {
  await engine.models.remove('Xenova/modnet', 'fp32');
  engine.close();
});

const PATHS = ['config.json', 'preprocessor_config.json', 'onnx/model.onnx'];
let folder: Folder = {};

beforeAll(async () => {
  const fetched = PATHS.map(async (path) => [
    path,
    await (await fetch(`/test-models/Xenova/modnet/${path}`)).blob(),
  ]);
  folder = Object.fromEntries(await Promise.all(fetched));
  await engine.models.import(dropped(folder, 'Xenova__modnet'));
});

const flow = (config: string): string => `name: cut
inputs:
  - {name: photo, type: file}
steps:
  - name: cut
    executor: ${config}
outputs:
  - {name: cut, value: "{{ steps.cut.outputs }}"}
`;

async function run(config: string, photo: Blob) {
  const { outputs, error } = await engine.executeFlow(flow(config), { photo });
  return { cut: outputs['cut'] as Record<string, unknown>, error };
}

async function opened(file: unknown): Promise<Blob> {
  if (!isFlowFile(file)) throw new Error('It is no file.');
  const content = await engine.openFile(file);
  if (content === undefined) throw new Error('It is gone.');
  return content;
}

/** Red, green, blue and alpha of all pixels. */
async function pixelsOf(content: Blob): Promise<Uint8ClampedArray> {
  const bitmap = await createImageBitmap(content);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  canvas?.drawImage(bitmap, 0, 0);
  return canvas?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
}

const every4th = (pixels: ArrayLike<number>, from: number): number[] =>
  Array.from({ length: pixels.length / 4 }, (_, at) => pixels[at * 4 + from] ?? -1);

test('a person is cut out, with the mask that transformers.js makes by itself, and the page can show both', async () => {
  const photo = await drawnPerson();
  const { cut, error } = await run('background_remover\n    config: {image: "{{ inputs.photo }}"}', photo);
  expect(error).toBeUndefined();
  expect(cut).toMatchObject({
    image: { kind: 'file', name: 'person.png', type: 'image/png' },
    mask: { kind: 'file', name: 'person-mask.png', type: 'image/png' },
  });
  const [image, mask] = [await opened(cut['image']), await opened(cut['mask'])];
  expect(await readImageHeader(image, 'i')).toMatchObject({ width: 400, height: 500, mode: 'RGBA' });
  expect(await readImageHeader(mask, 'm')).toMatchObject({ width: 400, height: 500, mode: 'L' });
  const bare = await barePipeline('background-removal', 'Xenova/modnet', folder);
  const expected = (await bare(await RawImage.read(photo))) as RawImage;
  const shares = every4th(await pixelsOf(mask), 0);
  expect(shares).toEqual(every4th(expected.data, 3));
  const at = (x: number, y: number): number => shares[y * 400 + x] ?? -1;
  const [face, coat] = [at(200, 190), at(200, 450)];
  const wall = [at(10, 10), at(390, 10), at(20, 250)];
  expect(Math.min(face, coat)).toBeGreaterThan(250);
  expect(Math.max(...wall)).toBeLessThan(5);
  // Also who looks into the file finds nothing of the wall.
  const pixels = await rawPng(image, 4);
  expect(every4th(pixels, 3)).toEqual(shares);
  const seen = await pixelsOf(photo);
  const wrong = shares.findIndex((share, pixel) =>
    [0, 1, 2].some((colour) => pixels[pixel * 4 + colour] !== (share && seen[pixel * 4 + colour])),
  );
  expect(wrong).toBe(-1);
});

test('a colour is put behind, and what is no colour is told before a model is asked', async () => {
  const photo = await drawnPerson();
  const red = 'background_remover\n    config: {image: "{{ inputs.photo }}", background: "#f00"}';
  const { cut, error } = await run(red, photo);
  expect(error).toBeUndefined();
  const image = await opened(cut['image']);
  expect(await readImageHeader(image, 'i')).toMatchObject({ mode: 'RGB' });
  const [pixels, seen] = [await pixelsOf(image), await pixelsOf(photo)];
  expect(Array.from(pixels.slice(0, 4))).toEqual([255, 0, 0, 255]);
  const face = (190 * 400 + 200) * 4;
  for (const colour of [0, 1, 2]) expect(pixels[face + colour]).toBeCloseTo(seen[face + colour] ?? -1, -1);
  const none = await run(red.replace('#f00', 'reddish'), photo);
  expect(none.error).toMatchObject({
    code: 'invalid_config',
    message: '"background": reddish is no colour.',
  });
});

test('an image that is too large or none is told before anything is decoded, and the next one is cut out', async () => {
  const vast = await vastImage(20_000, 20_000);
  const ask = 'model_executor\n    config: {task: background-removal, input: "{{ inputs.photo }}"}';
  expect(await run(ask, vast)).toMatchObject({
    error: { code: 'image_too_large', message: expect.stringContaining('20000 × 20000') },
  });
  expect(await run(ask, new File(['no image'], 'a.png'))).toMatchObject({
    error: { code: 'image_unreadable' },
  });
  const { cut, error } = await run(ask, await drawnPerson());
  expect(error).toBeUndefined();
  expect(cut).toMatchObject({
    model_used: 'Xenova/modnet',
    predictions: {
      image: { kind: 'file', name: 'image.png', type: 'image/png' },
      mask: { kind: 'file', name: 'mask.png', type: 'image/png' },
    },
  });
});
