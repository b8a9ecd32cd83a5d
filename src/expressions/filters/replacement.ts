import type { Matcher, RE2JS } from 're2js';
import type { Evaluation } from '../evaluation/evaluation.ts';

/** A piece of what a match is replaced by: a text, or a group of the pattern. */
export type ReplacementPiece = string | { readonly group: number };

/**
 * `\1` and `$1` are groups, `\0` and `$0` the whole match, `\g<name>` and `\g<1>` a group by its name or number,
 * `\\` and `$$` the signs themselves. Any other `\` or `$` stands for itself.
 */
const REFERENCE = /\\\\|\$\$|[\\$](\d{1,2})|\\g<(\w+)>/g;

/** Takes a replacement apart. A group that the pattern does not have is an error: it would be lost in silence. */
export function readReplacement(
  source: string,
  pattern: RE2JS,
  run: Evaluation,
): readonly ReplacementPiece[] {
  run.spendCharacters(source.length);
  const pieces: ReplacementPiece[] = [];
  let copied = 0;
  for (const found of source.matchAll(REFERENCE)) {
    run.spend(1);
    const [whole, number, groupName] = found;
    pieces.push(source.slice(copied, found.index));
    copied = found.index + whole.length;
    const name = number ?? groupName;
    pieces.push(name === undefined ? whole.charAt(0) : { group: groupOf(name, pattern, run) });
  }
  pieces.push(source.slice(copied));
  return pieces.filter((piece) => piece !== '');
}

/** The replacement of the match that a matcher stands at. A group that took no part in it is empty. */
export function filled(pieces: readonly ReplacementPiece[], matcher: Matcher): string {
  let text = '';
  for (const piece of pieces) text += typeof piece === 'string' ? piece : (matcher.group(piece.group) ?? '');
  return text;
}

function groupOf(name: string, pattern: RE2JS, run: Evaluation): number {
  const names = pattern.namedGroups();
  const group = /^\d+$/.test(name) ? Number(name) : Object.hasOwn(names, name) ? names[name] : undefined;
  if (group !== undefined && group <= pattern.groupCount()) return group;
  const hint = 'For the signs themselves write \\\\ and $$.';
  throw run.error('evaluation_failed', `The pattern has no group "${name}".`, hint);
}
