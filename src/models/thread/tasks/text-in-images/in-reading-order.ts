import type { Point, TextBlock, TextLine } from './text-block.ts';

/** Blocks whose middles are nearer than this share of their height stand on one line. */
const SAME_LINE = 0.5;

/**
 * Puts blocks into lines from top to bottom, each from left to right. A page that lies askew is read along its own
 * lines: by how its blocks slant, not by the edges of the image.
 */
export function inReadingOrder(blocks: readonly TextBlock[]): TextLine[] {
  const slant = slantOf(blocks);
  const placed = blocks.map((block) => ({ block, ...placeOf(block, slant) })).sort((a, b) => a.y - b.y);
  const lines: (typeof placed)[] = [];
  for (const each of placed) {
    const line = lines.at(-1);
    const last = line?.at(-1);
    const isNear = last !== undefined && each.y - last.y < SAME_LINE * Math.min(each.height, last.height);
    if (line !== undefined && isNear) line.push(each);
    else lines.push([each]);
  }
  return lines.map((line) => line.sort((a, b) => a.x - b.x).map(({ block }) => block));
}

/** The angle of the text in radians: the median over its blocks, the long ones of which count as more. */
function slantOf(blocks: readonly TextBlock[]): number {
  const angles = blocks
    .map(({ points }) => edge(points[0], points[1]))
    .map(({ x, y }) => ({ angle: Math.atan2(y, x), weight: Math.hypot(x, y) }))
    // Upright text, from top to bottom, says nothing of how the page lies.
    .filter(({ angle }) => Math.abs(angle) < Math.PI / 4)
    .sort((a, b) => a.angle - b.angle);
  const half = angles.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let passed = 0;
  for (const { angle, weight } of angles) {
    passed += weight;
    if (passed >= half) return angle;
  }
  return 0;
}

/** Where the middle of a block is, and how high it is, on the page turned upright. */
function placeOf({ points }: TextBlock, slant: number): Point & { readonly height: number } {
  const middle = { x: mean(points.map(({ x }) => x)), y: mean(points.map(({ y }) => y)) };
  const [cos, sin] = [Math.cos(slant), Math.sin(slant)];
  const side = edge(points[0], points[3]);
  return {
    x: middle.x * cos + middle.y * sin,
    y: middle.y * cos - middle.x * sin,
    height: Math.hypot(side.x, side.y),
  };
}

function edge(from: Point = ORIGIN, to: Point = ORIGIN): Point {
  return { x: to.x - from.x, y: to.y - from.y };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const ORIGIN: Point = { x: 0, y: 0 };
