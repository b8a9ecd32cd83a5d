const WORDS =
  'the river runs from hills to sea past mill and old bridge where people meet in summer while boats carry stone wood grain letters news of far towns that nobody here has seen yet each evening lamps are lit along the quay and someone counts what came what went and what was lost'.split(
    ' ',
  );

/** A text of so many words, the same for the same seed; each word is one token of the model. */
export function textOf(words: number, seed: number): string {
  let state = seed * 2654435761;
  const found: string[] = [];
  for (let at = 0; at < words; at++) {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + at) | 0;
    found.push(WORDS[(state >>> 0) % WORDS.length] ?? 'the');
  }
  return found.join(' ');
}

/** With the marks of its begin and its end, a text of so many tokens. */
export function textOfTokens(tokens: number, seed: number): string {
  return textOf(tokens - 2, seed);
}

/** Texts as people have them, from 3 to 250 words: as many from 3 to 30 as from 25 to 250 (their logarithms are even). */
export function mixedTexts(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) =>
    textOf(Math.round(3 * (250 / 3) ** ((at * 0.618034) % 1)), at + 1),
  );
}
