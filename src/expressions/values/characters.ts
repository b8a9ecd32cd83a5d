import type { Evaluation } from '../evaluation/evaluation.ts';

// Lengths and places in a text count characters (code points), as in Python: an emoji is one, not two.

const SURROGATE = /[\ud800-\udfff]/;

/** Gives a text's characters; text without rare ones costs no list of them. */
export function charactersOf(text: string, run: Evaluation): ArrayLike<string> {
  run.spendCharacters(text.length);
  if (!SURROGATE.test(text)) return text;
  run.spend(text.length);
  return Array.from(text);
}

/** Counts a text's characters. */
export function characterCount(text: string, run: Evaluation): number {
  return charactersOf(text, run).length;
}
