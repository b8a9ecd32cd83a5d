/** A part of a text, by its places in it. */
export interface TextSegment {
  readonly start: number;
  readonly end: number;
}

/** So much is handed to the segmenter at once, in UTF-16 units, where its segments are shorter. */
const WINDOW = 2048;

/**
 * The sentences, words or visible characters of a text, without gaps. The browser's segmenter takes time with each
 * segment for all of the text that it was given: minutes for a book. Here it gets a window of it at a time.
 */
export function* textSegments(
  text: string,
  granularity: 'sentence' | 'word' | 'grapheme',
): Generator<TextSegment> {
  // A fixed language: a text has to give the same segments on every machine.
  const segmenter = new Intl.Segmenter('en', { granularity });
  let start = 0;
  let size = WINDOW;
  while (start < text.length) {
    const window = text.slice(start, start + size);
    const isLast = start + size >= text.length;
    const ends = Array.from(segmenter.segment(window), ({ index, segment }) => index + segment.length);
    // What follows may belong to the last segment: it is looked at again with more behind it.
    if (!isLast) ends.pop();
    const from = start;
    for (const end of ends) {
      yield { start, end: from + end };
      start = from + end;
    }
    size = ends.length === 0 ? size * 2 : WINDOW;
  }
}
