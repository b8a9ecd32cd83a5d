import type { Evaluation } from '../evaluation/evaluation.ts';
import { charactersOf } from '../values/characters.ts';
import { itemsOf } from '../values/items.ts';
import { isList, isMap } from '../values/kinds.ts';
import { type AttributePath, attributeOf } from './attribute.ts';
import { wrongInput } from './filter.ts';

/** What a list filter works on: the items of a list, the characters of a text, the keys of a map. */
export function iterated(input: unknown, run: Evaluation): ArrayLike<unknown> {
  if (isList(input)) return input;
  if (typeof input === 'string') return charactersOf(input, run);
  const items = isMap(input) ? itemsOf(input, run) : undefined;
  if (items === undefined) throw wrongInput('a list, a map or a text', input, run);
  run.spend(items.length);
  return items;
}

/** What an item is sorted or compared by. */
export function keyOf(
  item: unknown,
  path: AttributePath | undefined,
  isSensitive: boolean,
  run: Evaluation,
): unknown {
  return folded(attributeOf(item, path, run), isSensitive, run);
}

/** A text as it is compared: without regard to case, unless that matters. */
export function folded(key: unknown, isSensitive: boolean, run: Evaluation): unknown {
  if (isSensitive || typeof key !== 'string') return key;
  run.spendCharacters(key.length);
  return key.toLowerCase();
}
