import type { Evaluation } from '../evaluation/evaluation.ts';
import { charactersOf } from './characters.ts';
import { pairOfGroup } from './group.ts';
import { isList, isMap } from './kinds.ts';

/** What Jinja would iterate: a list's items, a map's keys, a group as a pair, a text's characters. Else undefined. */
export function itemsOf(value: unknown, run: Evaluation): ArrayLike<unknown> | undefined {
  if (isList(value)) return value;
  if (typeof value === 'string') return charactersOf(value, run);
  return pairOfGroup(value) ?? (isMap(value) ? Object.keys(value) : undefined);
}

/** A copy of a list as an array, paid for. */
export function arrayOf(items: ArrayLike<unknown>, run: Evaluation): unknown[] {
  run.spend(items.length);
  return Array.from(items);
}
