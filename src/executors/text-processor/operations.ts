import type { Operation, TextProcessorConfig } from './config.ts';
import { matchesOf, replaceMatches } from './patterns.ts';

/** One function per operation: the text and the config in, the processed text, count or list out. */
export const operations: Readonly<Record<Operation, (text: string, config: TextProcessorConfig) => unknown>> =
  {
    uppercase: (text) => text.toUpperCase(),
    lowercase: (text) => text.toLowerCase(),
    title_case: (text) => text.toLowerCase().replace(/\p{L}[\p{L}\p{M}'’]*/gu, capitalised),
    trim: (text) => text.trim(),
    reverse: (text) => graphemes(text).reverse().join(''),
    word_count: (text) => text.match(/\S+/g)?.length ?? 0,
    char_count: (text) => graphemes(text).length,
    sentences: (text) => sentences(text),
    chunk: (text, { chunk }) => chunks(text, chunk?.size ?? 1000, chunk?.overlap ?? 0),
    replace: (text, { replace }) => replaceMatches(text, replace?.pattern ?? '', replace?.with ?? ''),
    extract: (text, { extract }) => matchesOf(text, extract?.pattern ?? ''),
    // A function as the replacement: `$&` in the text is text.
    template: (text, { template }) => (template ?? '').replaceAll('{text}', () => text),
  };

function capitalised(word: string): string {
  const [first = '', ...rest] = word;
  return first.toUpperCase() + rest.join('');
}

/** What a reader sees as one character: an accent or an emoji's skin tone is not torn off. */
function graphemes(text: string): string[] {
  return Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text),
    ({ segment }) => segment,
  );
}

function sentences(text: string): string[] {
  const segments = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text);
  return Array.from(segments, ({ segment }) => segment.trim()).filter((sentence) => sentence !== '');
}

/** Cuts at spaces where there are some, so that no word is torn. */
function chunks(text: string, size: number, overlap: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (start < text.length) {
    let end = Math.min(start + size, text.length);
    if (end < text.length) {
      const space = text.lastIndexOf(' ', end);
      if (space > start + overlap) end = space;
    }
    pieces.push(text.slice(start, end).trim());
    if (end === text.length) break;
    start = Math.max(end - overlap, start + 1);
  }
  return pieces.filter((piece) => piece !== '');
}
