import type { Evaluation } from '../evaluation/evaluation.ts';
import { LIST_FILTERS } from '../filters/list.ts';
import { pairOfGroup } from '../values/group.ts';
import { arrayOf } from '../values/items.ts';
import { isList, isMap, kindOf, type MapValue, ownMember, setMember } from '../values/kinds.ts';
import { toInteger, toNumber } from '../values/numbers.ts';
import { textOf } from '../values/text.ts';
import { isTrue } from '../values/truth.ts';
import type { FunctionDefinition } from './function.ts';

const len: FunctionDefinition = {
  parameters: ['value'],
  required: 1,
  apply: ([value], run) => LIST_FILTERS.length.apply(value, [], run),
};

const str: FunctionDefinition = {
  parameters: ['value'],
  apply: ([value = ''], run) => textOf(value, run),
};

/** Unlike the filter of that name, a function fails on what is no number, as in Python. */
const int: FunctionDefinition = {
  parameters: ['value', 'base'],
  apply([value = 0, base = 10], run) {
    const radix =
      typeof base === 'number' && Number.isInteger(base) && base >= 2 && base <= 36 ? base : undefined;
    if (radix === undefined) throw run.error('type_mismatch', 'The base of "int" is a number from 2 to 36.');
    return toInteger(value, radix) ?? notANumber(value, run);
  },
};

const float: FunctionDefinition = {
  parameters: ['value'],
  apply: ([value = 0], run) => toNumber(value) ?? notANumber(value, run),
};

const bool: FunctionDefinition = {
  parameters: ['value'],
  apply: ([value = false], run) => isTrue(value, run),
};

const list: FunctionDefinition = {
  parameters: ['value'],
  apply: ([value = []], run) => LIST_FILTERS.list.apply(value, [], run),
};

/** A map of another map or of pairs, and of arguments with names. */
const dict: FunctionDefinition = {
  parameters: ['value'],
  collectsKeywords: true,
  apply([value = {}, named = {}], run) {
    const made: MapValue = {};
    if (isMap(value)) copyInto(made, value, run);
    else if (isList(value)) {
      for (const pair of arrayOf(value, run)) addPair(made, pair, run);
    } else throw run.error('type_mismatch', `"dict" takes a map or a list of pairs, not ${kindOf(value)}.`);
    if (isMap(named)) copyInto(made, named, run);
    return made;
  },
};

/** The functions that turn one kind of value into another. */
export const CONVERSION_FUNCTIONS = { bool, dict, float, int, len, list, str };

function notANumber(value: unknown, run: Evaluation): never {
  const shown = typeof value === 'string' && value.length <= 40 ? `"${value}"` : kindOf(value);
  const hint = 'Write | int or | float, with a default, for what may be no number.';
  throw run.error('evaluation_failed', `${shown} cannot be read as a number.`, hint);
}

function copyInto(made: MapValue, map: MapValue, run: Evaluation): void {
  const names = Object.keys(map);
  run.spend(names.length);
  for (const name of names) setMember(made, name, ownMember(map, name));
}

function addPair(made: MapValue, value: unknown, run: Evaluation): void {
  const pair = isList(value) ? value : pairOfGroup(value);
  const key = pair?.[0];
  if (pair?.length !== 2 || (typeof key !== 'string' && typeof key !== 'number')) {
    throw run.error('type_mismatch', '"dict" takes pairs of a key and a value.');
  }
  setMember(made, String(key), pair[1]);
}
