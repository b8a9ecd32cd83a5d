import type { Evaluation } from '../evaluation/evaluation.ts';
import { characterCount, characterSlice } from '../values/characters.ts';
import {
  booleanArgument,
  type FilterDefinition,
  paid,
  textArgument,
  textInput,
  wholeArgument,
} from './filter.ts';

/** Cuts a text that is longer than `length` by more than `leeway`, at a word unless `killwords`. */
const truncate: FilterDefinition = {
  parameters: ['length', 'killwords', 'end', 'leeway'],
  apply(input, [length = 255, killwords, end = '...', leeway = 5], run) {
    const text = paid(textInput(input, run), run);
    const limit = wholeArgument('length', length, run);
    const mark = textArgument('end', end, run);
    const kept = limit - characterCount(mark, run);
    const killsWords = booleanArgument('killwords', killwords, run);
    const tolerance = wholeArgument('leeway', leeway ?? 5, run);
    if (kept < 0 || tolerance < 0) {
      const message =
        '"length" has to hold at least the "end" of a text that is cut, and "leeway" is 0 or more.';
      throw run.error('evaluation_failed', message);
    }
    if (characterCount(text, run) <= limit + tolerance) return text;
    const cut = characterSlice(text, 0, kept, run);
    if (killsWords) return cut + mark;
    const space = cut.lastIndexOf(' ');
    return (space < 0 ? cut : cut.slice(0, space)) + mark;
  },
};

/** Where Python ends a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what separates.
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

/** Puts `width` spaces, or a text, before each line: the first only with `first`, blank ones only with `blank`. */
const indent: FilterDefinition = {
  parameters: ['width', 'first', 'blank'],
  apply(input, [width = 4, first, blank], run) {
    const text = paid(textInput(input, run), run);
    const space = typeof width === 'string' ? width : spaces(wholeArgument('width', width, run), run);
    const indentsFirst = booleanArgument('first', first, run);
    const indentsBlank = booleanArgument('blank', blank, run);
    const lines = text.split(LINE_END);
    run.spend(lines.length);
    run.spendText(text.length + lines.length * space.length);
    return lines
      .map((line, index) => {
        const isIndented = index === 0 ? indentsFirst : indentsBlank || line !== '';
        return isIndented ? space + line : line;
      })
      .join('\n');
  },
};

/**
 * A name for a file or an address: lower case, accents off, and one separator for each run of anything that is
 * neither a letter nor a digit of any script.
 */
const slugify: FilterDefinition = {
  parameters: ['separator'],
  apply(input, [separator = '-'], run) {
    const text = textInput(input, run);
    const between = textArgument('separator', separator, run);
    run.spendText(text.length);
    // Taking accents apart makes a text at most three times as long.
    run.spend(text.length >>> 2);
    const words =
      text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? [];
    run.spend(words.length);
    run.spendText(text.length * 3 + words.length * between.length);
    return words.join(between).normalize('NFC');
  },
};

/** The filters that cut and lay out texts. */
export const SHAPING_FILTERS = { indent, slugify, truncate };

function spaces(width: number, run: Evaluation): string {
  const count = Math.max(0, width);
  run.spendText(count);
  return ' '.repeat(count);
}
