import type { RecognitionResult } from 'paddleocr';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A piece of text that stands together, in pixels of the image. */
export interface TextBlock {
  readonly text: string;
  /** How sure the reader is, from 0 to 1: the mean over the characters. */
  readonly confidence: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Its corners, from the top left one clockwise; a slanted text fills its box only in part. */
  readonly points: readonly Point[];
}

/** The blocks of one line from left to right. */
export type TextLine = readonly TextBlock[];

/** @param scale how many pixels of the image one of those that were read stands for */
export function blockOf({ text, confidence, box }: RecognitionResult, scale: number): TextBlock {
  const [x, y, width, height] = [box.x * scale, box.y * scale, box.width * scale, box.height * scale];
  const corners = box.points?.map((point) => ({ x: point.x * scale, y: point.y * scale }));
  const points = corners ?? [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
  return { text, confidence, box: { x, y, width, height }, points };
}
