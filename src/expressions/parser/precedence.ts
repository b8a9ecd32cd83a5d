import type { ArithmeticOperator, ComparisonOperator, Expression } from '../syntax-tree/expression.ts';
import type { ParserState } from './parser-state.ts';
import { parseFiltersAndTests, parseMembers } from './postfix.ts';
import { parsePrimary } from './primary.ts';

// Jinja's grammar, loosest first: if else · or · and · not · comparison · + - · ~ · * / // % · ** · sign.
// A filter binds tighter than all of them, and `**` groups from the left, as in Jinja and unlike Python.

/** Reads an expression: `a if b else c`, or anything that binds tighter. */
export function parseExpressionTree(state: ParserState): Expression {
  state.enter();
  const { start } = state.token;
  let node = parseOr(state);
  while (state.acceptWord('if')) {
    const condition = parseOr(state);
    const otherwise = state.acceptWord('else') ? parseExpressionTree(state) : null;
    node = { kind: 'conditional', condition, whenTrue: node, otherwise, start, end: state.end };
  }
  state.leave();
  return node;
}

export function parseOr(state: ParserState): Expression {
  const { start } = state.token;
  let left = parseAnd(state);
  while (state.acceptWord('or')) {
    const right = parseAnd(state);
    left = { kind: 'logic', operator: 'or', left, right, start, end: state.end };
  }
  return left;
}

function parseAnd(state: ParserState): Expression {
  const { start } = state.token;
  let left = parseNot(state);
  while (state.acceptWord('and')) {
    const right = parseNot(state);
    left = { kind: 'logic', operator: 'and', left, right, start, end: state.end };
  }
  return left;
}

function parseNot(state: ParserState): Expression {
  if (!state.isWord('not')) return parseComparison(state);
  state.enter();
  const { start } = state.next();
  const operand = parseNot(state);
  state.leave();
  return { kind: 'unary', operator: 'not', operand, start, end: state.end };
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);

function parseComparison(state: ParserState): Expression {
  const { start } = state.token;
  const first = parseArithmetic(state, 0);
  const rest: { operator: ComparisonOperator; operand: Expression }[] = [];
  for (let operator = comparisonAt(state); operator !== undefined; operator = comparisonAt(state)) {
    state.next();
    if (operator === 'not in') state.next();
    rest.push({ operator, operand: parseArithmetic(state, 0) });
  }
  if (rest.length === 0) return first;
  return { kind: 'comparison', first, rest, start, end: state.end };
}

function comparisonAt(state: ParserState): ComparisonOperator | undefined {
  const { kind, text } = state.token;
  if (state.isWord('not') && state.isFollowedByWord('in')) return 'not in';
  if (kind !== 'operator' && text !== 'in') return undefined;
  if (kind === 'string' || !COMPARISONS.has(text)) return undefined;
  return text as ComparisonOperator; // Checked in the line above.
}

/** Operators that group from the left, one row for each strength; the second row joins as text. */
const LEVELS: readonly (readonly string[])[] = [['+', '-'], ['~'], ['*', '/', '//', '%'], ['**']];

function parseArithmetic(state: ParserState, level: number): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return parseSigned(state, true);
  const { start } = state.token;
  let left = parseArithmetic(state, level + 1);
  while (state.token.kind === 'operator' && operators.includes(state.token.text)) {
    if (state.isOperator('~')) {
      left = parseConcatenation(state, left, start, level + 1);
      continue;
    }
    const operator = state.next().text as ArithmeticOperator; // The rows of LEVELS hold nothing else but ~.
    const right = parseArithmetic(state, level + 1);
    left = { kind: 'arithmetic', operator, left, right, start, end: state.end };
  }
  return left;
}

function parseConcatenation(state: ParserState, first: Expression, start: number, level: number): Expression {
  const operands = [first];
  while (state.acceptOperator('~')) operands.push(parseArithmetic(state, level));
  return { kind: 'concatenation', operands, start, end: state.end };
}

/** `-x | abs` filters the negative number: the sign takes members only, as in Jinja. */
function parseSigned(state: ParserState, filtered: boolean): Expression {
  const { text, start } = state.token;
  let node: Expression;
  if (state.isOperator('-') || state.isOperator('+')) {
    state.enter();
    state.next();
    const operand = parseSigned(state, false);
    state.leave();
    node = { kind: 'unary', operator: text === '-' ? '-' : '+', operand, start, end: state.end };
  } else {
    node = parseMembers(state, parsePrimary(state), start);
  }
  return filtered ? parseFiltersAndTests(state, node, start) : node;
}
