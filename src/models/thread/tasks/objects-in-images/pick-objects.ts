/** What a detector says of an image. */
export interface Candidates {
  /** A number for each kind of thing in each box, from 0 to 1. */
  readonly scores: Float32Array;
  /** Top, left, bottom and right of each box, as shares of the image. */
  readonly boxes: Float32Array;
}

export interface FoundObject {
  readonly label: string;
  readonly score: number;
  /** Shares of the image, all within it. */
  readonly box: Box;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** From how much they have in common two boxes are about the same thing: less is enough where they name it alike. */
const SAME_THING = { alike: 0.5, otherwise: 0.8 };

/**
 * Picks the objects that a detector is sure of, the surest first. Around each thing many boxes say so; of boxes that have
 * more than half of their area in common the surest stays.
 *
 * @param labels what a place among the scores stands for
 */
export function pickObjects(
  { scores, boxes }: Candidates,
  labels: Readonly<Record<string, string>>,
  threshold: number,
): FoundObject[] {
  const kinds = scores.length / (boxes.length / 4);
  const sure: FoundObject[] = [];
  for (let at = 0; at < boxes.length / 4; at++) {
    const best = bestOf(scores.subarray(at * kinds, (at + 1) * kinds), labels);
    if (best !== undefined && best.score >= threshold) sure.push({ ...best, box: boxAt(boxes, at) });
  }
  sure.sort((a, b) => b.score - a.score);
  const picked: FoundObject[] = [];
  for (const each of sure) if (!picked.some((other) => isSame(other, each))) picked.push(each);
  return picked;
}

function bestOf(
  scores: Float32Array,
  labels: Readonly<Record<string, string>>,
): Pick<FoundObject, 'label' | 'score'> | undefined {
  let best: Pick<FoundObject, 'label' | 'score'> | undefined;
  for (const [kind, score] of scores.entries()) {
    const label = labels[kind];
    if (label !== undefined && score > (best?.score ?? 0)) best = { label, score };
  }
  return best;
}

function boxAt(boxes: Float32Array, at: number): Box {
  const side = (offset: number): number => Math.min(1, Math.max(0, boxes[4 * at + offset] ?? 0));
  return { top: side(0), left: side(1), bottom: side(2), right: side(3) };
}

function isSame(a: FoundObject, b: FoundObject): boolean {
  return common(a.box, b.box) > (a.label === b.label ? SAME_THING.alike : SAME_THING.otherwise);
}

/** What two boxes have in common, as a share of what they cover together. */
function common(a: Box, b: Box): number {
  const width = Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left));
  const height = Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
  const shared = width * height;
  const together = areaOf(a) + areaOf(b) - shared;
  return together === 0 ? 0 : shared / together;
}

function areaOf({ left, top, right, bottom }: Box): number {
  return (right - left) * (bottom - top);
}
