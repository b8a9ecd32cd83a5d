import type { Evaluation } from '../evaluation/evaluation.ts';
import { groupOf } from '../values/group.ts';
import { arrayOf } from '../values/items.ts';
import { isMap, type MapValue, ownMember } from '../values/kinds.ts';
import { order } from '../values/order.ts';
import { attributeOf, findAttribute, requiredPath } from './attribute.ts';
import {
  booleanArgument,
  type FilterDefinition,
  wholeArgument,
  wrongArgument,
  wrongInput,
} from './filter.ts';
import { folded, iterated } from './iterated.ts';

/** Groups in the order of what their items have in common, each `{grouper, list}`. */
const groupby: FilterDefinition = {
  parameters: ['attribute', 'default', 'case_sensitive'],
  required: 1,
  apply(input, [attribute, otherwise, caseSensitive], run) {
    const path = requiredPath(attribute, run);
    const isSensitive = booleanArgument('case_sensitive', caseSensitive, run);
    const keyed = arrayOf(iterated(input, run), run).map((item) => {
      const value =
        otherwise === undefined || otherwise === null
          ? attributeOf(item, path, run)
          : (findAttribute(item, path, run) ?? otherwise);
      return { item, value, key: folded(value, isSensitive, run) };
    });
    keyed.sort((left, right) => order(left.key, right.key, run));
    const groups: MapValue[] = [];
    let list: unknown[] = [];
    keyed.forEach(({ item, value, key }, index) => {
      if (index === 0 || order(keyed[index - 1]?.key, key, run) !== 0) {
        list = [];
        groups.push(groupOf(value, list));
      }
      list.push(item);
    });
    return groups;
  },
};

/** Lists of `linecount` items; the last is filled up where there is something to fill it with. */
const batch: FilterDefinition = {
  parameters: ['linecount', 'fill_with'],
  required: 1,
  apply(input, [linecount, fill], run) {
    const items = arrayOf(iterated(input, run), run);
    const size = countArgument('linecount', linecount, run);
    const batches: unknown[][] = [];
    for (let start = 0; start < items.length; start += size) batches.push(items.slice(start, start + size));
    const last = batches.at(-1);
    if (last !== undefined && fill !== undefined && fill !== null) {
      run.spend(size - last.length);
      while (last.length < size) last.push(fill);
    }
    return batches;
  },
};

/** A number of lists, the first of them one longer; as in Jinja, all of the others get the filling. */
const slice: FilterDefinition = {
  parameters: ['slices', 'fill_with'],
  required: 1,
  apply(input, [slices, fill], run) {
    const items = arrayOf(iterated(input, run), run);
    const count = countArgument('slices', slices, run);
    run.spend(count);
    const size = Math.floor(items.length / count);
    const longer = items.length % count;
    let start = 0;
    return Array.from({ length: count }, (_, index) => {
      const end = start + size + (index < longer ? 1 : 0);
      const part = items.slice(start, end);
      start = end;
      if (index >= longer && fill !== undefined && fill !== null) part.push(fill);
      return part;
    });
  },
};

/** The pairs of a map, in its order. */
const items: FilterDefinition = { parameters: [], apply: (input, _, run) => pairsOf(input, run) };

/** The pairs of a map, ordered by key or by value. */
const dictsort: FilterDefinition = {
  parameters: ['case_sensitive', 'by', 'reverse'],
  apply(input, [caseSensitive, by = 'key', descending], run) {
    const isSensitive = booleanArgument('case_sensitive', caseSensitive, run);
    const sign = booleanArgument('reverse', descending, run) ? -1 : 1;
    if (by !== 'key' && by !== 'value') throw wrongArgument('by', "'key' or 'value'", by, run);
    const keyed = pairsOf(input, run).map((pair) => ({
      pair,
      key: folded(pair[by === 'key' ? 0 : 1], isSensitive, run),
    }));
    keyed.sort((left, right) => order(left.key, right.key, run) * sign);
    return keyed.map(({ pair }) => pair);
  },
};

/** The filters that put items into another form. */
export const ARRANGING_FILTERS = { batch, dictsort, groupby, items, slice };

/** The pairs of a map as lists of two; members without a value are none. */
export function pairsOf(input: unknown, run: Evaluation): [string, unknown][] {
  if (!isMap(input)) throw wrongInput('a map', input, run);
  const names = Object.keys(input);
  run.spend(names.length);
  return names
    .map((name): [string, unknown] => [name, ownMember(input, name)])
    .filter(([, value]) => value !== undefined);
}

function countArgument(parameter: string, value: unknown, run: Evaluation): number {
  const count = wholeArgument(parameter, value, run);
  if (count > 0) return count;
  throw run.error('evaluation_failed', `"${parameter}" is to be 1 or more, not ${count}.`);
}
