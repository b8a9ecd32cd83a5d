import { faultAt } from '../faults.ts';
import type { FilterDefinition } from '../filters/filter.ts';
import { FILTERS } from '../filters/table.ts';
import type { Arguments, Expression, Placed } from '../syntax-tree/expression.ts';
import { TESTS } from '../tests/table.ts';
import { bindArguments, type GivenArguments } from './arguments.ts';
import type { ParserState } from './parser-state.ts';
import { unknownName } from './unknown-name.ts';

/** Binds the arguments of any filter, one that applies another by name included. */
export function bindFilter(
  state: ParserState,
  name: string,
  definition: FilterDefinition,
  given: GivenArguments,
  place: Placed,
): Arguments {
  const what = `The filter "${name}"`;
  if (definition.applies === undefined) return bindArguments(state, what, definition, given, place);
  // `map` has none but those with a name; the attribute of `selectattr` comes before the name of the test.
  const ownCount = definition.required ?? 0;
  const [applied, ...rest] = given.positional.slice(ownCount);
  const own = given.positional.slice(0, ownCount);
  if (applied === undefined) {
    return bindArguments(state, what, definition, { positional: own, keywords: given.keywords }, place);
  }
  const bound = bindArguments(state, what, definition, { positional: own, keywords: [] }, place);
  const others = { positional: rest, keywords: given.keywords };
  return [...bound, applied, ...bindApplied(state, definition.applies, applied, others, place)];
}

function bindApplied(
  state: ParserState,
  kind: 'filter' | 'test',
  applied: Expression,
  given: GivenArguments,
  place: Placed,
): Arguments {
  if (applied.kind !== 'literal' || typeof applied.value !== 'string') {
    const keyword = given.keywords[0];
    if (keyword !== undefined) {
      const message = `Which ${kind} "${keyword.name}" belongs to is not known before it runs.`;
      const end = keyword.start + keyword.name.length;
      const hint = 'Give it without its name.';
      state.report(faultAt('wrong_arguments', message, { start: keyword.start, end }, hint));
    }
    return given.positional;
  }
  const name = applied.value;
  state.enter();
  const bind = kind === 'filter' ? bindNamedFilter : bindNamedTest;
  const bound = bind(state, name, applied, given, place);
  state.leave();
  return bound;
}

function bindNamedTest(
  state: ParserState,
  name: string,
  applied: Placed,
  given: GivenArguments,
  place: Placed,
): Arguments {
  const test = TESTS.get(name);
  if (test !== undefined) return bindArguments(state, `The test "${name}"`, test, given, place);
  state.report(unknownName('unknown_test', 'test', name, applied, [...TESTS.keys()]));
  return given.positional;
}

function bindNamedFilter(
  state: ParserState,
  name: string,
  applied: Placed,
  given: GivenArguments,
  place: Placed,
): Arguments {
  const filter = FILTERS.get(name);
  if (filter !== undefined) return bindFilter(state, name, filter, given, place);
  state.report(unknownName('unknown_filter', 'filter', name, applied, [...FILTERS.keys()]));
  return given.positional;
}
