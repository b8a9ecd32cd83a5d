import type { Evaluation } from '../evaluation/evaluation.ts';

/** Up to this length the engine's own search is at its best, and cannot be far from linear. */
const SHORT = 32;

/**
 * Finds where a text stands in another, from left to right and without overlap, up to a number of places.
 * The search takes linear time: `String.indexOf` takes minutes for `aa…ab aa…a` in a megabyte of `a`.
 */
export function placesOf(text: string, wanted: string, limit: number, run: Evaluation): number[] {
  run.spendCharacters(text.length);
  return wanted.length <= SHORT
    ? searchNatively(text, wanted, limit, run)
    : searchLinearly(text, wanted, limit, run);
}

function searchNatively(text: string, wanted: string, limit: number, run: Evaluation): number[] {
  const places: number[] = [];
  for (let at = 0; places.length < limit; at += wanted.length) {
    at = text.indexOf(wanted, at);
    if (at < 0) break;
    run.spend(1);
    places.push(at);
  }
  return places;
}

/** The search of Knuth, Morris and Pratt. */
function searchLinearly(text: string, wanted: string, limit: number, run: Evaluation): number[] {
  run.spendCharacters(text.length + wanted.length);
  const places: number[] = [];
  if (wanted.length > text.length) return places;
  const borders = bordersOf(wanted);
  let matched = 0;
  for (let at = 0; at < text.length && places.length < limit; at++) {
    const code = text.charCodeAt(at);
    while (matched > 0 && code !== wanted.charCodeAt(matched)) matched = borders[matched - 1] ?? 0;
    if (code === wanted.charCodeAt(matched)) matched++;
    if (matched < wanted.length) continue;
    run.spend(1);
    places.push(at - wanted.length + 1);
    matched = 0;
  }
  return places;
}

/** For each prefix, how long its longest beginning is that it also ends with. */
function bordersOf(wanted: string): Int32Array {
  const borders = new Int32Array(wanted.length);
  let matched = 0;
  for (let at = 1; at < wanted.length; at++) {
    const code = wanted.charCodeAt(at);
    while (matched > 0 && code !== wanted.charCodeAt(matched)) matched = borders[matched - 1] ?? 0;
    if (code === wanted.charCodeAt(matched)) matched++;
    borders[at] = matched;
  }
  return borders;
}
