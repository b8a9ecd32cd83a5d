import { RawImage } from '@huggingface/transformers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFlowFile } from '../../../src/executors/index.ts';
import { readImageHeader } from '../../../src/images/index.ts';
import { EngineClient } from '../../../src/workers/engine/engine-client.ts';
import { dropped, type Folder } from './import/model-folder.ts';
import { barePipeline } from './support/bare-pipeline.ts';
import { drawnPerson } from './support/drawn-person.ts';

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
  console.log(at(200, 190), at(200, 450), at(10, 10), at(390, 10), at(20, 250));
  expect(every4th(await pixelsOf(image), 3)).toEqual(shares);
});
