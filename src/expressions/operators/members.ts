import type { Evaluation } from '../evaluation/evaluation.ts';
import { characterCount, characterSlice } from '../values/characters.ts';
import { pairOfGroup } from '../values/group.ts';
import { isList, isMap, kindOf, ownMember } from '../values/kinds.ts';

/** Reads `object.name`; undefined where there is no such member. */
export function memberOf(object: unknown, name: string): unknown {
  return isMap(object) ? ownMember(object, name) : undefined;
}

/**
 * Reads `object[key]`: a list or a text by place, counted from the end where negative; a map by name.
 * Undefined where there is nothing.
 */
export function itemAt(object: unknown, key: unknown, run: Evaluation): unknown {
  if (isList(object)) return atPlace(object, key);
  if (typeof object === 'string') return characterAt(object, key, run);
  if (!isMap(object) || (typeof key !== 'string' && typeof key !== 'number')) return undefined;
  const value = ownMember(object, String(key));
  return value === undefined && typeof key === 'number' ? pairOfGroup(object)?.at(key) : value;
}

function atPlace(items: ArrayLike<unknown>, key: unknown): unknown {
  const place = placeIn(items.length, key);
  return place === undefined ? undefined : items[place];
}

function characterAt(text: string, key: unknown, run: Evaluation): string | undefined {
  const place = placeIn(characterCount(text, run), key);
  return place === undefined ? undefined : characterSlice(text, place, place + 1, run);
}

function placeIn(length: number, key: unknown): number | undefined {
  if (typeof key !== 'number' || !Number.isInteger(key)) return undefined;
  const place = key < 0 ? length + key : key;
  return place >= 0 && place < length ? place : undefined;
}

/** Reads `object.get(key, fallback)`: of a map alone. A member that is none stays none, as in Python. */
export function getMember(object: unknown, key: unknown, fallback: unknown, run: Evaluation): unknown {
  if (!isMap(object)) throw run.error('type_mismatch', `.get() reads a map, not ${kindOf(object)}.`);
  const value = itemAt(object, key, run);
  return value === undefined ? fallback : value;
}
