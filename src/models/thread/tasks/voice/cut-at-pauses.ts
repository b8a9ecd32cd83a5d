import type { Speech } from './find-speech.ts';

/**
 * Cuts a recording into pieces that are no longer than `longest` seconds, at the widest pause of the second half of
 * each; what is silent before, between and after them is left out. Speech that goes on for longer without a pause is a
 * piece of its own.
 */
export function cutAtPauses(speech: readonly Speech[], longest: number): Speech[] {
  const pieces: Speech[] = [];
  for (let from = 0; from < speech.length; ) {
    const start = speech[from]?.start ?? 0;
    let last = from;
    while ((speech[last + 1]?.end ?? Number.POSITIVE_INFINITY) - start <= longest) last++;
    if (last < speech.length - 1) last = widestPause(speech, from, last, start + longest / 2);
    pieces.push({ start, end: speech[last]?.end ?? start });
    from = last + 1;
  }
  return pieces;
}

/** After which stretch of `from` to `to` the widest pause comes, of those that begin after `earliest`. */
function widestPause(speech: readonly Speech[], from: number, to: number, earliest: number): number {
  let widest = 0;
  let best = to;
  for (let at = from; at <= to; at++) {
    const end = speech[at]?.end ?? 0;
    const pause = (speech[at + 1]?.start ?? 0) - end;
    if (end < earliest || pause <= widest) continue;
    widest = pause;
    best = at;
  }
  return best;
}
