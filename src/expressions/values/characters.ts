import type { Evaluation } from '../evaluation/evaluation.ts';

// Lengths and places in a text count characters (code points), as in Python: an emoji is one, not two.

const SURROGATE = /[\ud800-\udfff]/;

/** Counts a text's characters. */
export function characterCount(text: string, run: Evaluation): number {
  run.spendCharacters(text.length);
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (let at = 0; at < text.length; at = after(text, at)) count++;
  return count;
}

/** Gives a text's characters as a list. */
export function charactersOf(text: string, run: Evaluation): string[] {
  run.spend(text.length);
  return Array.from(text);
}

/** The part of a text from one character's place to another's, both from 0 to the count of characters. */
export function characterSlice(text: string, first: number, last: number, run: Evaluation): string {
  if (last <= first) return '';
  run.spendCharacters(text.length);
  if (!SURROGATE.test(text)) return text.slice(first, last);
  const start = offsetOf(text, 0, first);
  return text.slice(start, offsetOf(text, start, last - first));
}

function offsetOf(text: string, from: number, characters: number): number {
  let at = from;
  for (let count = 0; count < characters && at < text.length; count++) at = after(text, at);
  return at;
}

function after(text: string, at: number): number {
  const isPair = (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
  return isPair ? at + 2 : at + 1;
}
