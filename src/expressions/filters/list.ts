import type { Evaluation } from '../evaluation/evaluation.ts';
import { itemAt } from '../operators/members.ts';
import { characterCount } from '../values/characters.ts';
import { isEqual } from '../values/equality.ts';
import { arrayOf } from '../values/items.ts';
import { order } from '../values/order.ts';
import { textOf } from '../values/text.ts';
import { attributeOf, attributePath } from './attribute.ts';
import { booleanArgument, type FilterDefinition, textArgument, wrongArgument, wrongInput } from './filter.ts';
import { iterated, keyOf } from './iterated.ts';

const length: FilterDefinition = {
  parameters: [],
  apply(input, _, run) {
    if (typeof input === 'string') return characterCount(input, run);
    return iterated(input, run).length;
  },
};

/** Nothing where there is no item: `default` covers that, anything else is an error. */
const first: FilterDefinition = {
  parameters: [],
  apply: (input, _, run) => (typeof input === 'string' ? itemAt(input, 0, run) : iterated(input, run)[0]),
};

const last: FilterDefinition = {
  parameters: [],
  apply(input, _, run) {
    if (typeof input === 'string') return itemAt(input, -1, run);
    const items = iterated(input, run);
    return items[items.length - 1];
  },
};

const join: FilterDefinition = {
  parameters: ['d', 'attribute'],
  apply(input, [separator, attribute], run) {
    const items = iterated(input, run);
    const between = separator === undefined ? '' : textArgument('d', separator, run);
    const path = attributePath(attribute, run);
    run.spend(items.length);
    const pieces: string[] = [];
    let total = between.length * Math.max(0, items.length - 1);
    run.spendText(total);
    for (let index = 0; index < items.length; index++) {
      const piece = textOf(attributeOf(items[index], path, run), run);
      total += piece.length;
      run.spendText(total > run.maxText ? total : piece.length);
      pieces.push(piece);
    }
    return pieces.join(between);
  },
};

const list: FilterDefinition = {
  parameters: [],
  apply: (input, _, run) => arrayOf(iterated(input, run), run),
};

const reverse: FilterDefinition = {
  parameters: [],
  apply(input, _, run) {
    const items = arrayOf(iterated(input, run), run).reverse();
    return typeof input === 'string' ? items.join('') : items;
  },
};

/** Stable. Texts are ordered without regard to case, unless `case_sensitive`; `attribute` may name several. */
const sort: FilterDefinition = {
  parameters: ['reverse', 'case_sensitive', 'attribute'],
  apply(input, [descending, caseSensitive, attribute], run) {
    const items = arrayOf(iterated(input, run), run);
    const sign = booleanArgument('reverse', descending, run) ? -1 : 1;
    const isSensitive = booleanArgument('case_sensitive', caseSensitive, run);
    const names = typeof attribute === 'string' ? attribute.split(',') : [attribute];
    const paths = names.map((name) => attributePath(name, run));
    const keyed = items.map((item) => ({
      item,
      keys: paths.map((path) => keyOf(item, path, isSensitive, run)),
    }));
    keyed.sort((left, right) => {
      for (let index = 0; index < paths.length; index++) {
        const difference = order(left.keys[index], right.keys[index], run);
        if (difference !== 0) return difference * sign;
      }
      return 0;
    });
    return keyed.map(({ item }) => item);
  },
};

/** The first of each that are equal stays. Texts are compared without regard to case, unless `case_sensitive`. */
const unique: FilterDefinition = {
  parameters: ['case_sensitive', 'attribute'],
  apply(input, [caseSensitive, attribute], run) {
    const items = iterated(input, run);
    const isSensitive = booleanArgument('case_sensitive', caseSensitive, run);
    const path = attributePath(attribute, run);
    const simple = new Set<unknown>();
    const compound: unknown[] = [];
    const kept: unknown[] = [];
    run.spend(items.length);
    for (let index = 0; index < items.length; index++) {
      const key = keyOf(items[index], path, isSensitive, run);
      if (typeof key !== 'object' || key === null) {
        if (simple.has(key)) continue;
        simple.add(key);
      } else {
        if (compound.some((other) => isEqual(other, key, run))) continue;
        compound.push(key);
      }
      kept.push(items[index]);
    }
    return kept;
  },
};

const min: FilterDefinition = {
  parameters: ['case_sensitive', 'attribute'],
  apply: (input, given, run) => extreme(input, given, -1, run),
};

const max: FilterDefinition = {
  parameters: ['case_sensitive', 'attribute'],
  apply: (input, given, run) => extreme(input, given, 1, run),
};

const sum: FilterDefinition = {
  parameters: ['attribute', 'start'],
  apply(input, [attribute, start = 0], run) {
    const items = iterated(input, run);
    const path = attributePath(attribute, run);
    if (typeof start !== 'number') throw wrongArgument('start', 'a number', start, run);
    run.spend(items.length);
    let total = start;
    for (let index = 0; index < items.length; index++) {
      const value = attributeOf(items[index], path, run);
      if (typeof value !== 'number') throw wrongInput('a list of numbers', input, run);
      total += value;
    }
    return total;
  },
};

/** The filters on lists. A text counts as the list of its characters, a map as the list of its keys. */
export const LIST_FILTERS = {
  count: length,
  first,
  join,
  last,
  length,
  list,
  max,
  min,
  reverse,
  sort,
  sum,
  unique,
};

function extreme(input: unknown, given: readonly unknown[], sign: 1 | -1, run: Evaluation): unknown {
  const items = iterated(input, run);
  const [caseSensitive, attribute] = given;
  const isSensitive = booleanArgument('case_sensitive', caseSensitive, run);
  const path = attributePath(attribute, run);
  let best = 0;
  let bestKey: unknown;
  for (let index = 0; index < items.length; index++) {
    const key = keyOf(items[index], path, isSensitive, run);
    if (index > 0 && order(key, bestKey, run) * sign <= 0) continue;
    best = index;
    bestKey = key;
  }
  return items[best];
}
