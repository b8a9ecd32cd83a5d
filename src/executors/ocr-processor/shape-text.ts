import type { OcrConfig, OcrOutputs } from './config.ts';

/** What the reader answers: lines from top to bottom, of blocks from left to right. */
export interface ReadPage {
  readonly lines: readonly (readonly ReadBlock[])[];
  readonly size: readonly [number, number];
}

export interface ReadBlock {
  readonly text: string;
  readonly confidence: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

type Shape = Pick<
  OcrOutputs,
  | 'text'
  | 'original_text'
  | 'raw_ocr_text'
  | 'confidence'
  | 'word_count'
  | 'total_words'
  | 'text_blocks_count'
  | 'blocks'
>;

type Asked = Pick<OcrConfig, 'confidence_threshold' | 'return_bboxes' | 'return_confidence'>;

/** Makes texts, counts and blocks of what was read, without the blocks of which the reader is not sure enough. */
export function shapeText({ lines }: ReadPage, asked: Asked): Shape {
  const sure = lines
    .map((line) => line.filter(({ confidence }) => confidence >= asked.confidence_threshold))
    .filter((line) => line.length > 0);
  const kept = sure.flat();
  const [text, original] = [textOf(sure), textOf(lines)];
  return {
    text,
    original_text: original,
    raw_ocr_text: original,
    confidence: kept.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, kept.length),
    word_count: wordsIn(text),
    total_words: wordsIn(original),
    text_blocks_count: kept.length,
    blocks: sure.flatMap((blocks, line) =>
      blocks.map(({ text: words, confidence, box, points }) => ({
        text: words,
        line,
        ...(asked.return_confidence && { confidence }),
        ...(asked.return_bboxes && { box, points: [...points] }),
      })),
    ),
  };
}

function textOf(lines: ReadPage['lines']): string {
  return lines.map((line) => line.map(({ text }) => text).join(' ')).join('\n');
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}
