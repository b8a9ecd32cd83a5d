import { nearestName } from '../../errors/index.ts';
import { faultAt, listed } from '../faults.ts';
import type { Signature } from '../signature.ts';
import type { Arguments, Expression, Placed } from '../syntax-tree/expression.ts';
import type { ParserState } from './parser-state.ts';
import { parseExpressionTree } from './precedence.ts';

export interface GivenArguments {
  readonly positional: readonly Expression[];
  readonly keywords: readonly { readonly name: string; readonly value: Expression; readonly start: number }[];
}

export const NO_ARGUMENTS: GivenArguments = { positional: [], keywords: [] };

/** Reads `(a, b, key=c)`. */
export function parseArguments(state: ParserState): GivenArguments {
  state.expectOperator('(');
  const positional: Expression[] = [];
  const keywords: { name: string; value: Expression; start: number }[] = [];
  while (!state.isOperator(')')) {
    if (state.token.kind === 'name' && state.isFollowedBy('=')) {
      const { text: name, start } = state.next();
      state.next();
      keywords.push({ name, value: parseExpressionTree(state), start });
    } else if (keywords.length > 0) {
      throw state.unexpected('An argument with a name', 'Arguments without a name come first.');
    } else {
      positional.push(parseExpressionTree(state));
    }
    if (!state.acceptOperator(',')) break;
  }
  state.expectOperator(')');
  return { positional, keywords };
}

/**
 * Puts arguments into the order of the parameters, so that evaluating needs no names.
 * What does not fit is reported as `wrong_arguments`, and the parser goes on.
 */
export function bindArguments(
  state: ParserState,
  what: string,
  signature: Signature,
  given: GivenArguments,
  place: Placed,
): Arguments {
  const { parameters, required = 0, collectsKeywords = false, collectsRest = false } = signature;
  const bound: (Expression | null)[] = parameters.map((_, position) => given.positional[position] ?? null);
  const extra = given.positional[parameters.length];
  const takes = parameters.length === 0 ? 'no arguments' : `(${parameters.join(', ')})`;
  if (extra !== undefined && !collectsRest) {
    state.report(faultAt('wrong_arguments', `${what} takes ${takes}; this argument is too many.`, extra));
  }
  const collected: { key: Expression; value: Expression }[] = [];
  for (const { name, value, start } of given.keywords) {
    const position = parameters.indexOf(name);
    const keyword = { start, end: start + name.length };
    if (collectsKeywords) collected.push({ key: { kind: 'literal', value: name, ...keyword }, value });
    else if (position < 0) {
      const near = nearestName(name, parameters);
      const hint = near === undefined ? undefined : `Did you mean "${near}"?`;
      const message = `${what} takes ${takes}, not "${name}".`;
      state.report(faultAt('wrong_arguments', message, keyword, hint));
    } else if (bound[position] !== null) {
      state.report(faultAt('wrong_arguments', `${what} is given "${name}" twice.`, keyword));
    } else bound[position] = value;
  }
  const missing = parameters.slice(0, required).filter((_, position) => bound[position] === null);
  if (missing.length > 0) {
    state.report(faultAt('wrong_arguments', `${what} needs ${listed(missing)}.`, place));
  }
  if (collectsRest) {
    bound.push({ kind: 'list', items: given.positional.slice(parameters.length), ...placeOf(place) });
  }
  if (collectsKeywords) bound.push({ kind: 'map', entries: collected, ...placeOf(place) });
  return bound;
}

function placeOf({ start, end }: Placed): Placed {
  return { start, end };
}
