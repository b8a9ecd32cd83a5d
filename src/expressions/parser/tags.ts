import { faultAt, SyntaxFault } from '../faults.ts';
import { KEYWORDS } from '../lexer/token.ts';
import type { Expression, Name, Placed } from '../syntax-tree/expression.ts';
import type { Target } from '../syntax-tree/template.ts';
import { parseWhole } from './parse-tokens.ts';
import type { ParserState } from './parser-state.ts';
import { parseOr } from './precedence.ts';
import { CONSTANTS } from './primary.ts';

/** What one `{% … %}` says. */
export type Tag =
  | { readonly kind: 'if' | 'elif'; readonly condition: Expression }
  | {
      readonly kind: 'for';
      readonly target: Target;
      readonly list: Expression;
      readonly condition: Expression | null;
    }
  | { readonly kind: 'set'; readonly target: Target; readonly value: Expression }
  /** `{% set name %}`, whose text follows. */
  | { readonly kind: 'capture'; readonly target: Name }
  | { readonly kind: 'else' | 'endif' | 'endfor' | 'endset' };

export type TagName = 'if' | 'elif' | 'else' | 'endif' | 'for' | 'endfor' | 'set' | 'endset';

/** How each tag is read from behind its name on. A new tag is a row here and in `BlockBuilder`. */
export const TAGS: Readonly<Record<TagName, (state: ParserState) => Tag>> = {
  if: (state) => ({ kind: 'if', condition: parseWhole(state) }),
  elif: (state) => ({ kind: 'elif', condition: parseWhole(state) }),
  else: () => ({ kind: 'else' }),
  endif: () => ({ kind: 'endif' }),
  for: parseFor,
  endfor: () => ({ kind: 'endfor' }),
  set: parseSet,
  endset: () => ({ kind: 'endset' }),
};

export function isTagName(name: string): name is TagName {
  return Object.hasOwn(TAGS, name);
}

/** What stands for a tag that could not be read, so that its block still has a beginning and an end. */
export function faultyTag(name: TagName, source: string, place: Placed): Tag {
  const { start, end } = place;
  const faulty: Expression = { kind: 'faulty', start, end };
  const target: Target = { kind: 'unpacking', targets: [], start, end };
  switch (name) {
    case 'if':
    case 'elif':
      return { kind: name, condition: faulty };
    case 'for':
      return { kind: 'for', target, list: faulty, condition: null };
    case 'set':
      if (!/^\{%[-+]?\s*set\s+\w[^=]*$/.test(source.slice(start, end)))
        return { kind: 'set', target, value: faulty };
      return { kind: 'capture', target: { kind: 'name', name: '', start, end } };
    default:
      return { kind: name };
  }
}

/** `for target in list if condition`: without the condition, `a if b` would be an expression of its own. */
function parseFor(state: ParserState): Tag {
  const target = parseTargets(state);
  if (!state.acceptWord('in')) throw state.unexpected('"in"', 'Write {% for item in list %}.');
  const list = parseWhole(state, parseOr);
  if (state.isWord('recursive')) {
    const message = 'A loop cannot be recursive.';
    state.report(faultAt('template_block_unsupported', message, state.next(), 'Write a loop inside of it.'));
  }
  const condition = state.acceptWord('if') ? parseWhole(state) : null;
  return { kind: 'for', target, list, condition };
}

function parseSet(state: ParserState): Tag {
  const target = parseTargets(state);
  if (state.acceptOperator('=')) return { kind: 'set', target, value: parseWhole(state) };
  if (target.kind === 'name' && state.isAtEnd) return { kind: 'capture', target };
  const hint = state.isOperator('.')
    ? 'Only a name can be set, not a member of one.'
    : 'Write {% set name = value %}, or {% set name %}text{% endset %}.';
  throw state.unexpected('"="', hint);
}

/** `a`, or `a, b` for a list that is taken apart. */
function parseTargets(state: ParserState): Target {
  const { start } = state.token;
  const first = parseTarget(state);
  if (!state.isOperator(',')) return first;
  const targets = [first];
  while (state.acceptOperator(',') && startsTarget(state)) targets.push(parseTarget(state));
  return { kind: 'unpacking', targets, start, end: state.end };
}

function startsTarget(state: ParserState): boolean {
  return state.isOperator('(') || (state.token.kind === 'name' && !state.isWord('in'));
}

function parseTarget(state: ParserState): Target {
  if (state.isOperator('(')) {
    state.enter();
    state.next();
    const targets = parseTargets(state);
    state.expectOperator(')');
    state.leave();
    return targets;
  }
  const { kind, text: name, start, end } = state.token;
  if (kind !== 'name') throw state.unexpected('A name');
  if (KEYWORDS.has(name) || CONSTANTS.has(name) || name === 'loop') {
    const message = `"${name}" has a meaning of its own and cannot be set.`;
    throw new SyntaxFault(faultAt('template_syntax', message, { start, end }, 'Take another name.'));
  }
  state.next();
  return { kind: 'name', name, start, end };
}
