import { expect, test } from 'vitest';
import { type ReadBlock, shapeText } from '../../src/executors/ocr-processor/shape-text.ts';

const block = (text: string, confidence: number): ReadBlock => ({
  text,
  confidence,
  box: { x: 1, y: 2, width: 3, height: 4 },
  points: [],
});
const page = {
  lines: [[block('Total', 0.9), block('4.50', 0.7)], [block('~~ |', 0.2)]],
  size: [100, 50] as const,
};
const all = { confidence_threshold: 0.5, return_bboxes: true, return_confidence: true };

test('blocks below the threshold are left out of the text, and stay in what was read', () => {
  const shaped = shapeText(page, all);
  expect(shaped).toMatchObject({ text: 'Total 4.50', raw_ocr_text: 'Total 4.50\n~~ |', word_count: 2 });
  expect(shaped).toMatchObject({ total_words: 4, text_blocks_count: 2 });
  expect(shaped.confidence).toBeCloseTo(0.8);
  expect(shaped.blocks.map(({ line }) => line)).toEqual([0, 0]);
});

test('blocks say where they are and how sure the reader is only where that is asked for', () => {
  const { blocks } = shapeText(page, { ...all, return_bboxes: false, return_confidence: false });
  expect(blocks).toEqual([
    { text: 'Total', line: 0 },
    { text: '4.50', line: 0 },
  ]);
});

test('no text has no confidence, and is none of the reader', () => {
  expect(shapeText({ lines: [], size: [1, 1] }, all)).toMatchObject({ text: '', confidence: 0, blocks: [] });
});
