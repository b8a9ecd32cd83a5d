import { describe, expect, test } from 'vitest';
import { runExecutor } from '../../../src/engine/index.ts';
import { ImageHandler } from '../../../src/executors/image-handler/image-handler.ts';
import { isFlowFile } from '../../../src/executors/index.ts';
import { readImageHeader } from '../../../src/images/index.ts';
import { mediaTypeOf } from '../../../src/media/media-type.ts';
import { MemoryFileStore, StoredFiles } from '../../../src/storage/index.ts';
import facts from '../../fixtures/images/facts.json' with { type: 'json' };

const files = new StoredFiles(new MemoryFileStore());

const fixture = async (name: string): Promise<File> => {
  const answer = await fetch(`/test/fixtures/images/${name}`);
  return new File([await answer.arrayBuffer()], name);
};

const outcome = async (config: Record<string, unknown>): Promise<unknown> => {
  const result = await runExecutor(new ImageHandler(), config, { files });
  return result.success ? result.outputs : result.error;
};

const processed = async (image: unknown, config: Record<string, unknown> = {}) => {
  const outputs = (await outcome({ image_path: image, ...config })) as Record<string, unknown>;
  expect(outputs).toMatchObject({ image_processed: true });
  if (!isFlowFile(outputs['image'])) throw new Error('It put out no image.');
  return { outputs, image: outputs['image'], content: await files.open(outputs['image']) };
};

/** RGBA of some pixels of an image file. */
async function pixelsAt(content: Blob, places: (width: number, height: number) => [number, number][]) {
  const bitmap = await createImageBitmap(content);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  canvas?.drawImage(bitmap, 0, 0);
  const at = places(bitmap.width, bitmap.height);
  return at.map(([x, y]) => Array.from(canvas?.getImageData(x, y, 1, 1).data ?? []));
}

/** Those that make.py looks at. */
const corners = async (content: Blob): Promise<number[][]> => {
  const rgba = await pixelsAt(content, (width, height) => [
    [1, 1],
    [width - 2, 1],
    [1, height - 2],
    [width - 2, height - 2],
  ]);
  return rgba.map((pixel) => pixel.slice(0, 3));
};

const furthest = (one: number[][], other: number[][]): number =>
  Math.max(...one.flat().map((value, index) => Math.abs(value - (other.flat()[index] ?? 999))));

describe('an image that nothing is done to', () => {
  const upright = Object.entries(facts.files).filter(([, { orientation }]) => orientation === 1);
  test.each(upright)('%s is read, and stays the same to the byte', async (name, { format, size, mode }) => {
    const original = await fixture(name);
    const { outputs, content } = await processed(original);
    expect(outputs).toMatchObject({
      original_format: format,
      original_size: size,
      original_mode: mode,
      processed_format: format,
      processed_size: size,
      processed_mode: mode,
      processing_steps: [],
    });
    expect(await content.arrayBuffer()).toEqual(await original.arrayBuffer());
  });
});

describe('which side is up', () => {
  const turned = Object.entries(facts.files).flatMap(([name, file]) =>
    'upright' in file && file.orientation !== 1 ? [[name, file.upright, file.corners] as const] : [],
  );
  test.each(turned)('%s stands as Pillow turns it', async (name, size, expected) => {
    const { outputs, content } = await processed(await fixture(name));
    expect(outputs).toMatchObject({ processed_size: size, processing_steps: ['orient'] });
    expect(await readImageHeader(content, name)).toMatchObject({
      width: size[0],
      height: size[1],
      orientation: 1,
    });
    // JPEG is written anew, at quality 95.
    expect(furthest(await corners(content), expected)).toBeLessThan(12);
  });

  test('sides are those of the image as it stands', async () => {
    const { outputs } = await processed(await fixture('orientation-6.jpg'), { resize: [15, null] });
    expect(outputs).toMatchObject({
      original_size: [40, 30],
      processed_size: [15, 20],
      processing_steps: ['orient', 'resize'],
    });
  });
});

test.each<[unknown, [number, number]]>([
  [
    [20, 20],
    [20, 20],
  ],
  [
    [null, 15],
    [20, 15],
  ],
  [
    [80, null],
    [80, 60],
  ],
  [
    [1, null],
    [1, 1],
  ],
])('resize: %j gives %j', async (resize, size) => {
  const { outputs, content } = await processed(await fixture('rgb.png'), { resize });
  expect(outputs).toMatchObject({
    processed_size: size,
    processing_steps: ['resize'],
    processed_mode: 'RGB',
  });
  expect(await readImageHeader(content, 'a.png')).toMatchObject({
    width: size[0],
    height: size[1],
    mode: 'RGB',
  });
});

describe('colours', () => {
  const whites = facts.rgb_png;
  test.each<[string, Record<string, unknown>, number[][], string]>([
    ['greys', { convert_grayscale: true }, whites.convert_L.map(grey), 'L'],
    ['contrast', { enhance_contrast: true }, whites.contrast, 'RGB'],
    ['both', { enhance_contrast: 1.5, convert_grayscale: true }, whites.contrast_L.map(grey), 'L'],
    ['a contrast of 1', { enhance_contrast: 1 }, [], 'RGB'],
  ])('%s are those of Pillow to the bit', async (_, config, expected, mode) => {
    const original = await fixture('rgb.png');
    const { outputs, content } = await processed(original, config);
    const wanted = expected.length === 0 ? await corners(original) : expected;
    expect(await corners(content)).toEqual(wanted);
    expect(outputs).toMatchObject({ processing_steps: Object.keys(config), processed_mode: mode });
    expect(await readImageHeader(content, 'a.png')).toMatchObject({ mode });
  });

  function grey([value = -1]: number[]): number[] {
    return [value, value, value];
  }

  test('what is transparent stays so, and becomes white in a JPEG', async () => {
    const left = (content: Blob) => pixelsAt(content, () => [[3, 3]]);
    const original = await fixture('rgba.png');
    const png = await processed(original, { convert_grayscale: true });
    expect(png.outputs).toMatchObject({ processed_mode: 'LA' });
    expect((await left(png.content))[0]?.[3]).toBe(0);
    const jpeg = await processed(original, { output_format: 'jpg' });
    expect(jpeg.outputs).toMatchObject({ processed_mode: 'RGB', processed_format: 'JPEG' });
    expect(await left(jpeg.content)).toEqual([[255, 255, 255, 255]]);
  });

  test('an image of many strips is grey in all of them', async () => {
    const [width, height] = [1500, 1400];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('The browser gives no canvas.');
    for (let y = 0; y < height; y++) {
      context.fillStyle = `rgb(${y % 256}, ${(y * 3) % 256}, ${(y * 7) % 256})`;
      context.fillRect(0, y, width, 1);
    }
    const { content } = await processed(await canvas.convertToBlob(), { convert_grayscale: true });
    const rows = await pixelsAt(content, () => Array.from({ length: height }, (_, y) => [width - 1, y]));
    rows.forEach((pixel, y) => {
      const value = ((y % 256) * 19595 + ((y * 3) % 256) * 38470 + ((y * 7) % 256) * 7471 + 0x8000) >> 16;
      expect(pixel, `row ${y}`).toEqual([value, value, value, 255]);
    });
  });
});

describe('formats', () => {
  test.each([
    ['png', 'PNG', 'image/png', 'rgb.png'],
    ['jpeg', 'JPEG', 'image/jpeg', 'rgb.jpg'],
    ['JPG', 'JPEG', 'image/jpeg', 'rgb.jpg'],
    ['webp', 'WEBP', 'image/webp', 'rgb.webp'],
  ])('%s is written as what it says', async (output_format, format, type, name) => {
    const { outputs, image, content } = await processed(await fixture('rgb.bmp'), { output_format });
    expect(outputs).toMatchObject({ processed_format: format, processing_steps: ['convert_format'] });
    expect(image).toMatchObject({ name, type });
    expect(await mediaTypeOf(content)).toBe(type);
    expect(furthest(await corners(content), await corners(await fixture('rgb.png')))).toBeLessThan(12);
  });

  test('less quality is less to send', async () => {
    const original = await fixture('rgb.png');
    const small = await processed(original, { output_format: 'jpeg', quality: 10 });
    const large = await processed(original, { output_format: 'jpeg' });
    expect(small.content.size).toBeLessThan(large.content.size);
  });

  test('a GIF that moves becomes a PNG of its first picture, once something is done to it', async () => {
    const { outputs, content } = await processed(await fixture('moving.gif'), { resize: [40, 29] });
    expect(outputs).toMatchObject({
      processed_format: 'PNG',
      processing_steps: ['resize', 'convert_format'],
    });
    expect((await corners(content))[0]?.[0]).toBeGreaterThan(180);
  });
});

describe('where it lies', () => {
  test('the next step takes its path, and the original has one too', async () => {
    const { outputs } = await processed(await fixture('rgb.png'), { resize: [20, 15] });
    const { temp_path, original_path } = outputs;
    expect(temp_path).toMatch(/^runs\/test\/[0-9a-f]{16}\/rgb\.png$/);
    expect(await outcome({ image_path: temp_path })).toMatchObject({ original_size: [20, 15] });
    expect(await outcome({ image_path: original_path })).toMatchObject({ original_size: [40, 30] });
  });

  test('save_temp: false gives the image, and no path', async () => {
    const { outputs } = await processed(await fixture('rgb.png'), { resize: [20, 15], save_temp: false });
    expect(outputs).toMatchObject({ temp_path: null, temp_file_created: false });
  });
});

describe('what is not taken', () => {
  const named = (content: BlobPart, name: string) => new File([content], name);
  const half = async (name: string) => {
    const whole = await fixture(name);
    return named(whole.slice(0, Math.ceil(whole.size / 2)), name);
  };
  /** A PNG that says it has so many pixels. */
  const vast = async (width: number, height: number) => {
    const bytes = new Uint8Array(await (await fixture('rgb.png')).arrayBuffer());
    new DataView(bytes.buffer).setUint32(16, width);
    new DataView(bytes.buffer).setUint32(20, height);
    return named(bytes, 'vast.png');
  };

  test.each([
    'rgb.png',
    'rgb.jpg',
    'progressive.jpg',
    'palette.gif',
    'lossy.webp',
    'lossless.webp',
    'rgb.bmp',
  ])('the first half of %s', async (name) => {
    expect(await outcome({ image_path: await half(name) })).toMatchObject({ code: 'image_unreadable' });
  });

  test.each<[string, () => unknown, string, RegExp]>([
    ['nothing', () => undefined, 'invalid_config', /Image input is required/],
    ['an empty path', () => '', 'input_required', /Image input is required/],
    ['a path that climbs', () => 'runs/../secret.png', 'invalid_path', /leaves its folder/],
    ['a path where nothing lies', () => 'runs/test/gone.png', 'file_not_found', /runs\/test\/gone\.png/],
    ['a text by the name of an image', () => named('hello', 'a.png'), 'file_type_mismatch', /text\/plain/],
    [
      'a JPEG by the name of a PNG',
      async () => named(await fixture('rgb.jpg'), 'a.png'),
      'file_type_mismatch',
      /it is image\/jpeg/,
    ],
    ['a text', () => named('hello', 'a'), 'image_unreadable', /It is none of PNG/],
    ['nothing in it', () => named('', 'a.bin'), 'image_unreadable', /The file is empty/],
    ['more pixels than a page holds', () => vast(16_000, 16_000), 'image_too_large', /16000 × 16000/],
    ['a longer side than a canvas has', () => vast(20_000, 10), 'image_too_large', /20000 × 10/],
  ])('%s', async (_, make, code, message) => {
    const error = await outcome({ image_path: await make() });
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('pixels that are broken in the middle', async () => {
    const bytes = new Uint8Array(await (await fixture('rgb.png')).arrayBuffer());
    bytes.fill(0xee, bytes.length / 2, bytes.length / 2 + 40);
    expect(await outcome({ image_path: named(bytes, 'a.png') })).toMatchObject({ code: 'image_unreadable' });
  });

  test.each<[Record<string, unknown>, string, RegExp]>([
    [{ resize: [16_384, 16_384] }, 'image_too_large', /The resized image has 16384 × 16384/],
    [{ resize: [16_384, null] }, 'image_too_large', /16384 × 12288/],
    [{ resize: [20_000, 1] }, 'invalid_config', /at most 16384 pixels/],
    [{ resize: [0, 1] }, 'invalid_config', /at least 1 pixel/],
    [{ resize: [null, null] }, 'invalid_config', /needs a width or a height/],
    [{ resize: 'large' }, 'invalid_config', /\[width, height\]/],
    [{ output_format: 'tiff' }, 'invalid_config', /Unsupported output format: tiff/],
    [{ quality: 101 }, 'invalid_config', /"quality" is 1 to 100/],
  ])('%j', async (config, code, message) => {
    const error = await outcome({ image_path: await fixture('rgb.png'), ...config });
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('validate_format: false goes by the content', async () => {
    const image_path = named(await fixture('rgb.jpg'), 'a.png');
    expect(await outcome({ image_path, validate_format: false })).toMatchObject({ original_format: 'JPEG' });
  });
});
