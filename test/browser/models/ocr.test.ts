import { afterAll, expect, test } from 'vitest';
import { EngineClient } from '../../../src/workers/engine/engine-client.ts';
import { editDistance } from './support/edit-distance.ts';
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

test.each([0, 2, -3, 5])(
  'of a page of ten lines at %i degrees 99 %% of the characters are right',
  async (degrees) => {
    const { page, error } = await read(await textPage(LINES, degrees));
    expect(error).toBeUndefined();
    console.info(degrees, rightShare(page.text), page.text);
    expect(rightShare(page.text)).toBeGreaterThanOrEqual(0.99);
    expect(page.text.split('\n')).toHaveLength(LINES.length);
    expect(page.confidence).toBeGreaterThan(0.9);
  },
);
