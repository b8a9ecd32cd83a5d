import { afterAll, expect, test } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import { pngChunk } from '../../../src/images/png/png-chunk.ts';
import { EngineClient } from '../../../src/workers/engine/engine-client.ts';
import { editDistance } from './support/edit-distance.ts';
import { makeHost } from './support/make-host.ts';
import { textPage } from './support/text-page.ts';

/** Text in images, through a flow, on the real models. */
const engine = new EngineClient({ root: new URL('/', location.href) });
afterAll(() => engine.close());

const FLOW = `name: read
inputs:
  - {name: page, type: file}
steps:
  - name: read
    executor: ocr_processor
    config: {image_path: "{{ inputs.page }}"}
outputs:
  - {name: page, value: "{{ steps.read.outputs }}"}
`;

const LINES = [
  'The harbour opens at seven in the morning,',
  'and every boat has to show its papers.',
  'Invoice No. 20417 of 3 March 2026',
  'Twelve crates of apples at 18.50 each',
  'Delivery within 14 days of the order.',
  'Please quote this number when you write:',
  'A-7731/B, account 99 204 556',
  'The quick brown fox jumps over the lazy dog',
  'while seven wizards make toxic brew.',
  'Thank you for your business.',
];

interface Page {
  readonly text: string;
  readonly confidence: number;
  readonly word_count: number;
  readonly text_blocks_count: number;
  readonly blocks: readonly { readonly box: { readonly y: number; readonly height: number } }[];
}

async function read(page: Blob) {
  const { outputs, error } = await engine.executeFlow(FLOW, { page });
  return { page: outputs['page'] as Page, error };
}

const rightShare = (text: string): number => {
  const meant = LINES.join('\n');
  return 1 - editDistance(text, meant) / meant.length;
};

test.each([
  [0, 76],
  [0, 42],
  [2, 76],
  [-3, 76],
  [5, 42],
])(
  'of ten lines at %i degrees, %i pixels apart, 99 of 100 characters are right',
  async (degrees, leading) => {
    const { page, error } = await read(await textPage(LINES, degrees, leading));
    expect(error).toBeUndefined();
    expect(rightShare(page.text), page.text).toBeGreaterThanOrEqual(0.99);
    expect(page.text.split('\n')).toHaveLength(LINES.length);
    expect(page.confidence).toBeGreaterThan(0.9);
    expect(page.word_count).toBe(page.text.split(/\s+/).length);
    // Each line of the page has its block, about where it was drawn.
    expect(page.text_blocks_count).toBeGreaterThanOrEqual(LINES.length);
    const [first] = page.blocks;
    if (degrees === 0) expect(first?.box.y).toBeGreaterThan(90);
    if (degrees === 0) expect(first?.box.y).toBeLessThan(140);
  },
);

test('an empty page is one without text, and no fault', async () => {
  const { page, error } = await read(await textPage([]));
  expect(error).toBeUndefined();
  expect(page).toMatchObject({ text: '', confidence: 0, word_count: 0, text_blocks_count: 0, blocks: [] });
});

test.each<[string, Blob, string]>([
  ['a file that is no image', new File(['no image'], 'note.png'), 'image_unreadable'],
  ['an image of 20,000 by 20,000', hugeImage(), 'image_too_large'],
])('%s is told, and the next page is read', async (_case, file, code) => {
  expect((await read(file)).error).toMatchObject({ code, hint: expect.any(String) });
  expect((await read(await textPage(['All is well again']))).page.text).toBe('All is well again');
});

test('a language that is not read is told with those that are', async () => {
  const flow = FLOW.replace('}"}', '}", languages: [de]}');
  const { error } = await engine.executeFlow(flow, { page: await textPage([]) });
  expect(error).toMatchObject({ message: expect.stringContaining('English and Chinese') });
});

test('a page that nobody wants any more stops between two lines, and the next one is read', async () => {
  const { host } = makeHost();
  const spec = { task: 'optical-character-recognition' };
  const controller = new AbortController();
  const read: string[] = [];
  const reading = host.run(spec, await textPage(LINES), {
    signal: controller.signal,
    onPartial: (text) => {
      read.push(text);
      controller.abort(new FlowError('cancelled', 'enough'));
    },
  });
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  const next = await host.run(spec, await textPage(['next']));
  expect(next.output).toMatchObject({ lines: [[{ text: 'next' }]] });
  expect(next.loadTime).toBe(0);
  expect(read.length).toBeLessThanOrEqual(2);
});

/** Only its header says so: the pixels are never asked for. */
function hugeImage(): File {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, 20_000);
  header.setUint32(4, 20_000);
  new Uint8Array(header.buffer).set([8, 2], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const parts = [pngChunk('IHDR', new Uint8Array(header.buffer)), pngChunk('IDAT', new Uint8Array())];
  return new File([signature, ...parts], 'huge.png');
}
