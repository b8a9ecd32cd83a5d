import { isMap, type MapValue, ownMember } from './kinds.ts';

/** One group of `groupby`: what its items have in common, and the items. */
export function groupOf(grouper: unknown, list: unknown[]): MapValue {
  return { grouper, list };
}

/**
 * Reads a group as the pair that it is in Jinja: for `group[0]`, `for key, items in groups`, `group | last`.
 * A group is known by its members alone, so that it still is one after it went through JSON or to another thread.
 */
export function pairOfGroup(value: unknown): readonly unknown[] | undefined {
  if (!isMap(value) || !Object.hasOwn(value, 'grouper') || !Object.hasOwn(value, 'list')) return undefined;
  if (Object.keys(value).length !== 2) return undefined;
  return [ownMember(value, 'grouper'), ownMember(value, 'list')];
}
