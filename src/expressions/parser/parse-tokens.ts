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
  const state = new ParserState(lexed.tokens, faults);
  try {
    const expression = parseWhole(state);
    if (!isTallerThan(expression, MAX_HEIGHT)) return expression;
    const message = `This expression chains more than ${MAX_HEIGHT} operations.`;
    faults.push(faultAt('template_too_deep', message, { start, end }));
  } catch (thrown) {
    if (!(thrown instanceof SyntaxFault)) throw thrown;
    faults.push(thrown.fault);
  }
  return { kind: 'faulty', start, end };
}

/** `a, b` at the outermost is a list, as Jinja's tuple without parentheses. */
function parseWhole(state: ParserState): Expression {
  if (state.isAtEnd) throw state.unexpected('An expression');
  const first = parseExpressionTree(state);
  if (!state.isOperator(',')) {
    if (!state.isAtEnd) throw state.unexpected('An operator or the end', wayOut(state));
    return first;
  }
  const items = [first];
  while (state.acceptOperator(',') && !state.isAtEnd) items.push(parseExpressionTree(state));
  if (!state.isAtEnd) throw state.unexpected('A comma or the end', wayOut(state));
  return { kind: 'list', items, start: first.start, end: state.end };
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
