import type { Evaluation } from '../evaluation/evaluation.ts';
import { isTrue } from '../values/truth.ts';
import { appliedFilter, appliedTest } from './applied.ts';
import { attributeOf, findAttribute, missingAttribute, requiredPath } from './attribute.ts';
import type { FilterDefinition } from './filter.ts';
import { iterated } from './iterated.ts';

/** `map(attribute='name')` reads a member of each item, `map('upper')` applies a filter to each. */
const map: FilterDefinition = {
  parameters: ['attribute', 'default'],
  applies: 'filter',
  apply(input, given, run) {
    const items = iterated(input, run);
    const [attribute, otherwise] = given;
    const change = given.length > 2 ? appliedFilter(given, 2, run) : reader(attribute, otherwise, run);
    const { node } = run;
    const made: unknown[] = [];
    for (let index = 0; index < items.length; index++) made.push(change(items[index]));
    run.node = node;
    return made;
  },
};

const select: FilterDefinition = {
  parameters: [],
  applies: 'test',
  apply: (input, given, run) => kept(input, itemAsks(given, run), true, run),
};

const reject: FilterDefinition = {
  ...select,
  apply: (input, given, run) => kept(input, itemAsks(given, run), false, run),
};

const selectattr: FilterDefinition = {
  parameters: ['attribute'],
  required: 1,
  applies: 'test',
  apply: (input, given, run) => kept(input, attributeAsks(given, run), true, run),
};

const rejectattr: FilterDefinition = {
  ...selectattr,
  apply: (input, given, run) => kept(input, attributeAsks(given, run), false, run),
};

/** The filters that go through a list with another filter or a test. */
export const CHOOSING_FILTERS = { map, reject, rejectattr, select, selectattr };

function reader(attribute: unknown, otherwise: unknown, run: Evaluation): (item: unknown) => unknown {
  const path = requiredPath(attribute, run);
  if (otherwise === undefined) return (item) => attributeOf(item, path, run);
  return (item) => findAttribute(item, path, run) ?? otherwise;
}

/** Without a test, what is true by Jinja's truth holds. */
function itemAsks(given: readonly unknown[], run: Evaluation): (item: unknown) => boolean {
  return given.length > 0 ? appliedTest(given, 0, run).holds : (item) => isTrue(item, run);
}

function attributeAsks(given: readonly unknown[], run: Evaluation): (item: unknown) => boolean {
  const { node } = run;
  const path = requiredPath(given[0], run);
  const test = given.length > 1 ? appliedTest(given, 1, run) : undefined;
  return (item) => {
    const value = findAttribute(item, path, run);
    if (value === undefined && test?.coversUndefined !== true) {
      run.node = node;
      throw missingAttribute(path, run);
    }
    return test === undefined ? isTrue(value, run) : test.holds(value);
  };
}

function kept(input: unknown, asks: (item: unknown) => boolean, wanted: boolean, run: Evaluation): unknown[] {
  const { node } = run;
  const items = iterated(input, run);
  const found: unknown[] = [];
  for (let index = 0; index < items.length; index++) {
    run.spend(1);
    if (asks(items[index]) === wanted) found.push(items[index]);
  }
  run.node = node;
  return found;
}
