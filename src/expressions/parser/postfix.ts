import { nearestName } from '../../errors/index.ts';
import { faultAt, listed } from '../faults.ts';
import { FILTERS } from '../filters/table.ts';
import { KEYWORDS } from '../lexer/token.ts';
import type { Arguments, Expression } from '../syntax-tree.ts';
import { TESTS } from '../tests/table.ts';
import { bindArguments, NO_ARGUMENTS, parseArguments } from './arguments.ts';
import { parseMethod, rejectCall } from './calls.ts';
import type { ParserState } from './parser-state.ts';
import { parseExpressionTree } from './precedence.ts';
import { parsePrimary } from './primary.ts';

/** Reads what hangs on a value: `.name`, `[key]`, `[from:to]`, `.get(…)`. */
export function parseMembers(state: ParserState, base: Expression): Expression {
  let node = base;
  while (true) {
    if (state.isOperator('.')) node = parseMember(state, node);
    else if (state.isOperator('[')) node = parseSubscript(state, node);
    else if (state.isOperator('(')) node = rejectCall(state, node);
    else return node;
  }
}

/** Reads the filters and tests after a value: `| upper`, `is not none`. */
export function parseFiltersAndTests(state: ParserState, base: Expression): Expression {
  let node = base;
  while (true) {
    if (state.isOperator('|')) node = parseFilter(state, node);
    else if (state.isWord('is')) node = parseTest(state, node);
    else if (state.isOperator('(')) node = rejectCall(state, node);
    else return node;
  }
}

function parseMember(state: ParserState, object: Expression): Expression {
  state.next();
  const { kind, text, number, start: nameStart, end } = state.token;
  const { start } = object;
  if (kind === 'number') {
    state.next();
    const key: Expression = { kind: 'literal', value: number, start: nameStart, end };
    return { kind: 'index', object, key, start, end };
  }
  if (kind !== 'name') throw state.unexpected('A name after the dot');
  if (state.isFollowedBy('(')) return parseMethod(state, object);
  state.next();
  return { kind: 'member', object, name: text, nameStart, start, end };
}

function parseSubscript(state: ParserState, object: Expression): Expression {
  const { start } = object;
  state.next();
  const from = state.isOperator(':') ? null : parseExpressionTree(state);
  if (from !== null && !state.isOperator(':')) {
    state.expectOperator(']');
    return { kind: 'index', object, key: from, start, end: state.end };
  }
  state.expectOperator(':');
  const to = boundAt(state);
  const step = state.acceptOperator(':') ? boundAt(state) : null;
  state.expectOperator(']');
  return { kind: 'slice', object, from, to, step, start, end: state.end };
}

function boundAt(state: ParserState): Expression | null {
  return state.isOperator(':') || state.isOperator(']') ? null : parseExpressionTree(state);
}

function parseFilter(state: ParserState, input: Expression): Expression {
  state.next();
  const { kind, text: name, start, end } = state.token;
  if (kind !== 'name') throw state.unexpected('The name of a filter after "|"');
  state.next();
  const given = state.isOperator('(') ? parseArguments(state) : NO_ARGUMENTS;
  const filter = FILTERS.get(name);
  let bound: Arguments = given.positional;
  if (filter === undefined) {
    const near = nearestName(name, [...FILTERS.keys()]);
    const hint =
      near === undefined ? `There are: ${listed([...FILTERS.keys()], 100)}.` : `Did you mean "${near}"?`;
    state.report(faultAt('unknown_filter', `There is no filter "${name}".`, { start, end }, hint));
  } else {
    bound = bindArguments(state, `The filter "${name}"`, filter, given, { start, end: state.end });
  }
  return { kind: 'filter', name, input, arguments: bound, start: input.start, end: state.end };
}

function parseTest(state: ParserState, input: Expression): Expression {
  state.next();
  const negated = state.acceptWord('not');
  const { kind, text: name, start, end } = state.token;
  const isName = kind === 'name' && (name === 'in' || !KEYWORDS.has(name));
  if (!isName) throw state.unexpected('The name of a test after "is"');
  state.next();
  const test = TESTS.get(name);
  let given = NO_ARGUMENTS;
  if (state.isOperator('(')) given = parseArguments(state);
  else if (test !== undefined && test.parameters.length > 0 && startsValue(state)) {
    given = { positional: [parseMembers(state, parsePrimary(state))], keywords: [] };
  }
  let bound: Arguments = given.positional;
  if (test === undefined) {
    const near = nearestName(name, [...TESTS.keys()]);
    const hint =
      near === undefined ? `There are: ${listed([...TESTS.keys()], 100)}.` : `Did you mean "${near}"?`;
    state.report(faultAt('unknown_test', `There is no test "${name}".`, { start, end }, hint));
  } else {
    bound = bindArguments(state, `The test "${name}"`, test, given, { start, end: state.end });
  }
  return { kind: 'test', name, negated, input, arguments: bound, start: input.start, end: state.end };
}

/** A test's one argument may stand without parentheses: `x is divisibleby 3`. */
function startsValue(state: ParserState): boolean {
  const { kind, text } = state.token;
  if (kind === 'name') return !KEYWORDS.has(text);
  return kind === 'number' || kind === 'string' || (kind === 'operator' && '([{'.includes(text));
}
