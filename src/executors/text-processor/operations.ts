import { chunkText } from '../chunk-text.ts';
import { textSegments } from '../text-segments.ts';
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
    chunk: (text, { chunk }) =>
      chunkText(text, chunk?.size ?? 1000, chunk?.overlap ?? 0).map((piece) => piece.text),
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
  return Array.from(textSegments(text, 'grapheme'), ({ start, end }) => text.slice(start, end));
}

function sentences(text: string): string[] {
  const segments = Array.from(textSegments(text, 'sentence'), ({ start, end }) =>
    text.slice(start, end).trim(),
  );
  return segments.filter((sentence) => sentence !== '');
}
