import { KEYWORDS } from '../lexer/token.ts';
import type { Expression } from '../syntax-tree/expression.ts';
import { parseCall } from './calls.ts';
import type { ParserState } from './parser-state.ts';
import { parseExpressionTree } from './precedence.ts';

export const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
  ['null', null],
]);

/** Reads what stands by itself: a literal, a name, a call, a list, a map, or something in parentheses. */
export function parsePrimary(state: ParserState): Expression {
  const { token } = state;
  switch (token.kind) {
    case 'number':
      state.next();
      return { kind: 'literal', value: token.number, start: token.start, end: token.end };
    case 'string':
      return parseTexts(state);
    case 'name':
      return parseName(state);
    case 'operator':
      if (token.text === '(') return parseParentheses(state);
      if (token.text === '[') return parseList(state);
      if (token.text === '{') return parseMap(state);
      break;
    case 'end':
      break;
  }
  throw state.unexpected('A value');
}

/** Texts side by side are one text, as in Python. */
function parseTexts(state: ParserState): Expression {
  const { start } = state.token;
  let value = '';
  while (state.token.kind === 'string') value += state.next().text;
  return { kind: 'literal', value, start, end: state.end };
}

function parseName(state: ParserState): Expression {
  const { text: name, start, end } = state.token;
  if (KEYWORDS.has(name)) throw state.unexpected('A value');
  const constant = CONSTANTS.get(name);
  if (constant !== undefined) {
    state.next();
    return { kind: 'literal', value: constant, start, end };
  }
  if (state.isFollowedBy('(')) return parseCall(state);
  state.next();
  return { kind: 'name', name, start, end };
}

/** `(a)` is a, `(a,)` and `(a, b)` and `()` are lists. */
function parseParentheses(state: ParserState): Expression {
  const { start } = state.next();
  if (state.acceptOperator(')')) return { kind: 'list', items: [], start, end: state.end };
  const first = parseExpressionTree(state);
  if (state.acceptOperator(')')) return first;
  const items = [first];
  while (state.acceptOperator(',') && !state.isOperator(')')) items.push(parseExpressionTree(state));
  state.expectOperator(')');
  return { kind: 'list', items, start, end: state.end };
}

function parseList(state: ParserState): Expression {
  const { start } = state.next();
  const items: Expression[] = [];
  while (!state.isOperator(']')) {
    items.push(parseExpressionTree(state));
    if (!state.acceptOperator(',')) break;
  }
  state.expectOperator(']');
  return { kind: 'list', items, start, end: state.end };
}

function parseMap(state: ParserState): Expression {
  const { start } = state.next();
  const entries: { key: Expression; value: Expression }[] = [];
  while (!state.isOperator('}')) {
    const key = parseExpressionTree(state);
    state.expectOperator(':');
    entries.push({ key, value: parseExpressionTree(state) });
    if (!state.acceptOperator(',')) break;
  }
  state.expectOperator('}');
  return { kind: 'map', entries, start, end: state.end };
}
