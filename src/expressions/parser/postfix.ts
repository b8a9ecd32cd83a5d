import { FILTERS } from '../filters/table.ts';
import { KEYWORDS } from '../lexer/token.ts';
import type { Arguments, Expression } from '../syntax-tree/expression.ts';
import { TESTS } from '../tests/table.ts';
import { bindFilter } from './applied-name.ts';
import { bindArguments, NO_ARGUMENTS, parseArguments } from './arguments.ts';
import { parseMethod, rejectCall } from './calls.ts';
import type { ParserState } from './parser-state.ts';
import { parseExpressionTree } from './precedence.ts';
import { parsePrimary } from './primary.ts';
import { unknownName } from './unknown-name.ts';

/** Reads what hangs on a value: `.name`, `[key]`, `[from:to]`, `.get(…)`. */
export function parseMembers(state: ParserState, base: Expression, start: number): Expression {
  let node = base;
  while (true) {
    if (state.isOperator('.')) node = parseMember(state, node, start);
    else if (state.isOperator('[')) node = parseSubscript(state, node, start);
    else if (state.isOperator('(')) node = rejectCall(state, start);
    else return node;
  }
}

/** Reads the filters and tests after a value: `| upper`, `is not none`. */
export function parseFiltersAndTests(state: ParserState, base: Expression, start: number): Expression {
  let node = base;
  while (true) {
    if (state.isOperator('|')) node = parseFilter(state, node, start);
    else if (state.isWord('is')) node = parseTest(state, node, start);
    else if (state.isOperator('(')) node = rejectCall(state, start);
    else return node;
  }
}

function parseMember(state: ParserState, object: Expression, start: number): Expression {
  state.next();
  const { kind, text, number, start: nameStart, end } = state.token;
  if (kind === 'number') {
    state.next();
    const key: Expression = { kind: 'literal', value: number, start: nameStart, end };
    return { kind: 'index', object, key, start, end };
  }
  if (kind !== 'name') throw state.unexpected('A name after the dot');
  if (state.isFollowedBy('(')) return parseMethod(state, object, start);
  state.next();
  return { kind: 'member', object, name: text, nameStart, start, end };
}

function parseSubscript(state: ParserState, object: Expression, start: number): Expression {
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

function parseFilter(state: ParserState, input: Expression, start: number): Expression {
  state.next();
  const word = state.token;
  const { kind, text: name } = word;
  if (kind !== 'name') throw state.unexpected('The name of a filter after "|"');
  state.next();
  const given = state.isOperator('(') ? parseArguments(state) : NO_ARGUMENTS;
  const filter = FILTERS.get(name);
  let bound: Arguments = given.positional;
  if (filter === undefined) {
    state.report(unknownName('unknown_filter', 'filter', name, word, [...FILTERS.keys()]));
  } else {
    bound = bindFilter(state, name, filter, given, { start: word.start, end: state.end });
  }
  return { kind: 'filter', name, input, arguments: bound, start, end: state.end };
}

function parseTest(state: ParserState, input: Expression, start: number): Expression {
  state.next();
  const negated = state.acceptWord('not');
  const word = state.token;
  const { kind, text: name } = word;
  const isName = kind === 'name' && (name === 'in' || !KEYWORDS.has(name));
  if (!isName) throw state.unexpected('The name of a test after "is"');
  state.next();
  const test = TESTS.get(name);
  let given = NO_ARGUMENTS;
  if (state.isOperator('(')) given = parseArguments(state);
  else if (test !== undefined && test.parameters.length > 0 && startsValue(state)) {
    const argumentStart = state.token.start;
    given = { positional: [parseMembers(state, parsePrimary(state), argumentStart)], keywords: [] };
  }
  let bound: Arguments = given.positional;
  if (test === undefined) {
    state.report(unknownName('unknown_test', 'test', name, word, [...TESTS.keys()]));
  } else {
    bound = bindArguments(state, `The test "${name}"`, test, given, { start: word.start, end: state.end });
  }
  return { kind: 'test', name, negated, input, arguments: bound, start, end: state.end };
}

/** A test's one argument may stand without parentheses: `x is divisibleby 3`. */
function startsValue(state: ParserState): boolean {
  const { kind, text } = state.token;
  if (kind === 'name') return !KEYWORDS.has(text);
  return kind === 'number' || kind === 'string' || (kind === 'operator' && '([{'.includes(text));
}
