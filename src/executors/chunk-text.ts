import { FlowError } from '../errors/index.ts';
import { type TextSegment, textSegments } from './text-segments.ts';

/** A piece of a text. `start` and `end` are places in the whole text: `text.slice(start, end)` is the piece. */
export interface TextChunk {
  readonly text: string;
  /** From 0. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** All chunks of a text together may be so long (UTF-16 units): an overlap near the size repeats a text hundreds of times. */
const MAX_TOTAL = 100_000_000;

/** A piece that fits into a chunk. `level` says how good a place for a cut its end is: an index in `LEVELS`. */
interface Unit extends TextSegment {
  readonly level: number;
}

/** How a text is cut, from the best places for a cut to the last resort. */
const LEVELS: readonly ((text: string) => Iterable<TextSegment>)[] = [
  sentences,
  (text) => matches(text, /[^\r\n]+/g),
  (text) => matches(text, /\S+/g),
  // For writing without spaces between words.
  (text) => textSegments(text, 'word'),
  // What a reader sees as one character; only one that is longer than a chunk is cut between its code points.
  (text) => textSegments(text, 'grapheme'),
  (text) => matches(text, /./gsu),
];

/**
 * Cuts a text into chunks of at most `size` characters (UTF-16 units) that end where sentences end. Only a sentence
 * longer than a chunk is cut at its line breaks, then between words, then between characters. A chunk begins with the
 * last sentences of the one before, as many as have room in `overlap` characters and leave room for the next; after a
 * cut inside of a sentence with the last lines, words or characters. Blanks around chunks are left out, nothing else.
 * Throws `evaluation_limit` where the overlap makes too much of a long text.
 *
 * @param overlap less than `size`
 * @example
 * chunkText('One is here. Two is there. Three.', 27, 15).map(({ text }) => text);
 * // ['One is here. Two is there.', 'Two is there. Three.']
 */
export function chunkText(text: string, size: number, overlap: number): TextChunk[] {
  const units = unitsOf(text, { start: 0, end: text.length }, size, 0);
  const chunks: TextChunk[] = [];
  let total = 0;
  let first = 0;
  // The units before this one are in a chunk already.
  let done = 0;
  while (done < units.length) {
    const { start } = units[first] as Unit;
    const last = lastUnit(units, first, done, size);
    const { end } = units[last] as Unit;
    chunks.push({ text: text.slice(start, end), index: chunks.length, start, end });
    total += end - start;
    if (total > MAX_TOTAL) throw tooMuch(size, overlap);
    done = last + 1;
    first = firstUnit(units, done, size, overlap);
  }
  return chunks;
}

/** The pieces of a part of a text in their order, each as large as it may be: most are sentences. */
function unitsOf(text: string, part: TextSegment, size: number, level: number): Unit[] {
  const units: Unit[] = [];
  for (const { start, end } of LEVELS[level]?.(text.slice(part.start, part.end)) ?? []) {
    const piece = trimmed(text, part.start + start, part.start + end);
    if (piece.start === piece.end) continue;
    if (piece.end - piece.start <= size || level === LEVELS.length - 1) units.push({ ...piece, level });
    else for (const unit of unitsOf(text, piece, size, level + 1)) units.push(unit);
  }
  // Where the last piece ends, the part does: as good a place as that is.
  const last = units.at(-1);
  if (last !== undefined && level > 0) units[units.length - 1] = { ...last, level: level - 1 };
  return units;
}

/** The last unit of the chunk that begins with `first` and has to hold `done`: the one that ends at the best place in reach. */
function lastUnit(units: readonly Unit[], first: number, done: number, size: number): number {
  const limit = (units[first] as Unit).start + size;
  let best = done;
  for (let i = done; i < units.length && (units[i] as Unit).end <= limit; i++) {
    if ((units[i] as Unit).level <= (units[best] as Unit).level) best = i;
  }
  return best;
}

/** The first unit of the chunk whose new part begins with `done`: before it, as far as overlap and room allow. */
function firstUnit(units: readonly Unit[], done: number, size: number, overlap: number): number {
  const next = units[done];
  const before = units[done - 1];
  if (next === undefined || before === undefined) return done;
  let first = done;
  for (let i = done - 1; i >= 0; i--) {
    const { start } = units[i] as Unit;
    if (before.end - start > overlap || next.end - start > size) break;
    // After a cut at the end of a sentence no sentence is torn, after one between words no word.
    if (i === 0 || (units[i - 1] as Unit).level <= before.level) first = i;
  }
  return first;
}

function trimmed(text: string, start: number, end: number): TextSegment {
  const piece = text.slice(start, end);
  const begin = end - piece.trimStart().length;
  return { start: begin, end: Math.max(begin, start + piece.trimEnd().length) };
}

/** Sentences end with paragraphs too, but go on over a line break alone: lines of prose are often wrapped. */
function sentences(text: string): Iterable<TextSegment> {
  const unwrapped = text.replace(/\r?\n(?![ \t]*\r?\n)/g, (lineBreak) => ' '.repeat(lineBreak.length));
  return textSegments(unwrapped, 'sentence');
}

function* matches(text: string, pattern: RegExp): Iterable<TextSegment> {
  for (const { index, 0: match } of text.matchAll(pattern)) yield { start: index, end: index + match.length };
}

function tooMuch(size: number, overlap: number): FlowError {
  const message = `Chunks of ${size} with an overlap of ${overlap} make too much of this text.`;
  return new FlowError('evaluation_limit', message, { hint: 'Take a smaller overlap.' });
}
