import { faultAt, SyntaxFault, type TemplateFault } from '../faults.ts';
import type { LexedExpression } from '../lexer/lex-expression.ts';
import { childrenOf } from '../syntax-tree/children.ts';
import type { Expression } from '../syntax-tree/expression.ts';
import { ParserState } from './parser-state.ts';
import { parseExpressionTree } from './precedence.ts';

/** How tall a tree may grow by chains such as `a.b.c` and `1 + 2 + 3`, which nest without brackets. */
export const MAX_HEIGHT = 400;

/** Makes a tree of one expression's tokens. What cannot be read becomes a `faulty` node and a fault. */
export function parseTokens(lexed: LexedExpression, faults: TemplateFault[]): Expression {
  const start = lexed.tokens[0]?.start ?? 0;
  const end = lexed.tokens.at(-1)?.start ?? start;
  return readTokens(lexed, faults, parseWhole) ?? { kind: 'faulty', start, end };
}

/** Reads all of the tokens; where that cannot be done, notes the fault and answers undefined. */
export function readTokens<Result>(
  lexed: LexedExpression,
  faults: TemplateFault[],
  read: (state: ParserState) => Result,
): Result | undefined {
  const state = new ParserState(lexed.tokens, faults);
  try {
    const result = read(state);
    if (!state.isAtEnd) throw state.unexpected('An operator or the end', wayOut(state));
    return result;
  } catch (thrown) {
    if (!(thrown instanceof SyntaxFault)) throw thrown;
    faults.push(thrown.fault);
    return undefined;
  }
}

/** Reads an expression; `a, b` is a list, as Jinja's tuple without parentheses. */
export function parseWhole(state: ParserState, parseItem = parseExpressionTree): Expression {
  if (state.isAtEnd) throw state.unexpected('An expression');
  const first = parseItem(state);
  const items = [first];
  const isList = state.isOperator(',');
  while (state.acceptOperator(',') && !state.isAtEnd) items.push(parseItem(state));
  const { start } = first;
  const whole: Expression = isList ? { kind: 'list', items, start, end: state.end } : first;
  if (!isTallerThan(whole, MAX_HEIGHT)) return whole;
  const message = `This expression chains more than ${MAX_HEIGHT} operations.`;
  throw new SyntaxFault(faultAt('template_too_deep', message, { start, end: state.end }));
}

function wayOut(state: ParserState): string | undefined {
  const { kind, text } = state.token;
  if (kind === 'operator' && text === '=') return 'Write == to compare.';
  if (kind === 'operator' && text === ':') return 'A map stands in braces: {"key": value}.';
  if (kind === 'operator' && (text === '.' || text === '['))
    return 'Write (a | filter).b for a member of the result.';
  if (kind === 'name' && text === 'else') return 'Write "a if condition else b".';
  if (kind === 'name') return 'Write texts in quotes, and ~ to join values.';
  if (kind === 'string' || kind === 'number') return 'Write ~ to join values as text.';
  return undefined;
}

/** Walks without recursion: the tree it looks at may be too tall for that. */
function isTallerThan(root: Expression, limit: number): boolean {
  let level: Expression[] = [root];
  for (let height = 0; level.length > 0; height++) {
    if (height >= limit) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}
