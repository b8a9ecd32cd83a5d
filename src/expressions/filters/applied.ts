import type { Evaluation } from '../evaluation/evaluation.ts';
import { nearestOf } from '../faults.ts';
import type { Signature } from '../signature.ts';
import type { Filter } from '../syntax-tree/expression.ts';
import { TESTS } from '../tests/table.ts';
import type { TestDefinition } from '../tests/test.ts';
import { type FilterDefinition, textArgument } from './filter.ts';
import { FILTERS } from './table.ts';

/** Gives what `map('name', …)` does to an item; `position` is where the name stands in what was given. */
export function appliedFilter(
  given: readonly unknown[],
  position: number,
  run: Evaluation,
): (item: unknown) => unknown {
  const { name, rest, place, isBound } = appliedName(given, position, run);
  const definition = FILTERS.get(name);
  if (definition === undefined) throw unknown('filter', name, [...FILTERS.keys()], run);
  if (!isBound) checkCount(`The filter "${name}"`, definition, rest, run);
  return (item) => {
    run.spend(1);
    run.node = place;
    const value = definition.apply(item, rest, run);
    if (value !== undefined) return value;
    throw run.error('undefined_name', `"${name}" has nothing to give for an item.`);
  };
}

/** Gives the test that `select('name', …)` asks of an item, and whether it takes what is undefined. */
export function appliedTest(
  given: readonly unknown[],
  position: number,
  run: Evaluation,
): { readonly holds: (item: unknown) => boolean; readonly coversUndefined: boolean } {
  const { name, rest, place, isBound } = appliedName(given, position, run);
  const definition: TestDefinition | undefined = TESTS.get(name);
  if (definition === undefined) throw unknown('test', name, [...TESTS.keys()], run);
  if (!isBound) checkCount(`The test "${name}"`, definition, rest, run);
  const holds = (item: unknown): boolean => {
    run.spend(1);
    run.node = place;
    return definition.apply(item, rest, run);
  };
  return { holds, coversUndefined: definition.coversUndefined ?? false };
}

function appliedName(given: readonly unknown[], position: number, run: Evaluation) {
  const name = textArgument('name', given[position], run);
  const { node } = run;
  // What is applied stands in messages as if it had been written by itself.
  const place: Filter | Evaluation['node'] =
    node.kind === 'filter' ? { ...node, name, arguments: node.arguments.slice(position + 1) } : node;
  // The parser has bound the arguments of a name that it could read.
  const isBound = node.kind === 'filter' && node.arguments[position]?.kind === 'literal';
  return { name, rest: given.slice(position + 1), place, isBound };
}

function unknown(what: string, name: string, known: readonly string[], run: Evaluation) {
  return run.error(
    'evaluation_failed',
    `There is no ${what} "${name.slice(0, 60)}".`,
    nearestOf(name, known),
  );
}

/** A name that is worked out at run time takes plain arguments in the order of the parameters. */
function checkCount(
  what: string,
  definition: Signature & Pick<FilterDefinition, 'applies'>,
  rest: readonly unknown[],
  run: Evaluation,
): void {
  const { parameters, required = 0, applies, collectsKeywords, collectsRest } = definition;
  if (applies !== undefined || collectsKeywords === true || collectsRest === true) {
    const hint = 'Write its name as a text.';
    throw run.error('evaluation_failed', `${what} cannot be chosen at run time.`, hint);
  }
  if (rest.length >= required && rest.length <= parameters.length) return;
  const takes = parameters.length === 0 ? 'no arguments' : `(${parameters.join(', ')})`;
  throw run.error('evaluation_failed', `${what} takes ${takes}, not ${rest.length} arguments.`);
}
