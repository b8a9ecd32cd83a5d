import { expect, test } from 'vitest';
import { inReadingOrder } from '../../src/models/thread/tasks/text-in-images/in-reading-order.ts';
import type { Point, TextBlock } from '../../src/models/thread/tasks/text-in-images/text-block.ts';

/** A block on a page that lies at an angle: its place and size are those on the page turned upright. */
function block(text: string, [x, y, width]: readonly [number, number, number], degrees: number): TextBlock {
  const angle = (degrees * Math.PI) / 180;
  const turned = (px: number, py: number): Point => ({
    x: px * Math.cos(angle) - py * Math.sin(angle),
    y: px * Math.sin(angle) + py * Math.cos(angle),
  });
  const points = [turned(x, y), turned(x + width, y), turned(x + width, y + 20), turned(x, y + 20)];
  return { text, confidence: 1, box: { x: 0, y: 0, width: 0, height: 0 }, points };
}

// Two columns 800 pixels apart: at 4 degrees the right one lies 56 pixels deeper, nearly two lines.
const words = (degrees: number): TextBlock[] => [
  block('right', [800, 0, 100], degrees),
  block('below', [800, 30, 100], degrees),
  block('upper', [0, 0, 100], degrees),
  block('lower', [0, 30, 100], degrees),
];

test.each([0, 4, -4])('lines are read along the page, which lies at %i degrees', (degrees) => {
  const lines = inReadingOrder(words(degrees)).map((line) => line.map(({ text }) => text));
  expect(lines).toEqual([
    ['upper', 'right'],
    ['lower', 'below'],
  ]);
});

test('a long text that runs from top to bottom does not turn the page', () => {
  const lines = inReadingOrder([...words(0), block('aside', [300, -2000, 900], 88)]);
  const texts = lines.map((line) => line.map(({ text }) => text).filter((text) => text !== 'aside'));
  expect(texts.filter((line) => line.length > 0)).toEqual([
    ['upper', 'right'],
    ['lower', 'below'],
  ]);
});

test('nothing is no line', () => {
  expect(inReadingOrder([])).toEqual([]);
});
