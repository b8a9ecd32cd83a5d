import { faultAt, SyntaxFault } from '../faults.ts';
import { isDigit, isNamePart, isNameStart, isSpace } from './characters.ts';
import { FOREIGN_SIGNS } from './foreign-signs.ts';
import { lexNumber } from './lex-number.ts';
import { lexString } from './lex-string.ts';
import type { Token } from './token.ts';

/** What closes an expression in its template; the end of the source closes one that stands alone. */
export type Closing = '}}' | '%}' | 'end';

export interface LexedExpression {
  /** Ends with a token of kind `end`, which stands where the closing does. */
  readonly tokens: readonly Token[];
  /** The offset after the closing. */
  readonly end: number;
  /** Whether the closing has a `-`, which takes the space after it away. */
  readonly trims: boolean;
}

/** How long the inside of one `{{ }}` or `{% %}` may be: far more than anybody reads. */
export const MAX_EXPRESSION_LENGTH = 10_000;

const LONG_OPERATORS = ['**', '//', '==', '!=', '<=', '>='];
const OPERATORS = '+-*/%~<>=.:|,()[]{}';
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Cuts an expression into tokens, from `start` to its closing.
 * A `}}` closes only where every bracket is closed, so that `{{ {'a': {'b': 1}} }}` is one expression.
 * Throws a `SyntaxFault` at the first thing that is no token; takes time in the length of what it reads.
 */
export function lexExpression(
  source: string,
  start: number,
  closing: Closing,
  opened = start,
): LexedExpression {
  const tokens: Token[] = [];
  const open: string[] = [];
  let position = start;
  while (true) {
    while (isSpace(source.charCodeAt(position))) position++;
    if (position - start > MAX_EXPRESSION_LENGTH) throw tooLong(opened, position);
    const end = open.length === 0 ? closingAt(source, position, closing) : undefined;
    if (end !== undefined) {
      tokens.push({ kind: 'end', text: '', number: 0, start: position, end: position });
      return { tokens, end, trims: source[position] === '-' };
    }
    if (position >= source.length) throw unclosed(source, opened, open, closing);
    const token = lexToken(source, position, tokens.at(-1));
    if (token.kind === 'operator') followBrackets(token, open, closing, source);
    tokens.push(token);
    position = token.end;
  }
}

function closingAt(source: string, position: number, closing: Closing): number | undefined {
  if (closing === 'end') return position >= source.length ? position : undefined;
  if (source.startsWith(closing, position)) return position + 2;
  const sign = source[position];
  const isMarked = sign === '-' || (sign === '+' && closing === '%}');
  return isMarked && source.startsWith(closing, position + 1) ? position + 3 : undefined;
}

function lexToken(source: string, start: number, before: Token | undefined): Token {
  const code = source.codePointAt(start) ?? 0;
  const character = String.fromCodePoint(code);
  if (isNameStart(code)) return lexName(source, start);
  if (isDigit(code)) return lexNumber(source, start, before?.text === '.' && before.kind === 'operator');
  if (character === "'" || character === '"') return lexString(source, start);
  const two = source.slice(start, start + 2);
  if (two === '||') throw unknown(two, start, 'Write "or".');
  if (two === '{{' || two === '{%') {
    const hint = 'Names stand without braces here; close what was opened before with }} or %}.';
    throw unknown(two, start, hint);
  }
  const text = LONG_OPERATORS.includes(two) ? two : character;
  if (text.length === 1 && !OPERATORS.includes(text))
    throw unknown(character, start, FOREIGN_SIGNS[character]);
  return { kind: 'operator', text, number: 0, start, end: start + text.length };
}

function lexName(source: string, start: number): Token {
  let end = start;
  for (let code = source.codePointAt(end); code !== undefined && isNamePart(code); ) {
    end += code > 0xffff ? 2 : 1;
    code = source.codePointAt(end);
  }
  return { kind: 'name', text: source.slice(start, end), number: 0, start, end };
}

function followBrackets(token: Token, open: string[], closing: Closing, source: string): void {
  const closer = CLOSERS[token.text];
  if (closer !== undefined) {
    open.push(closer);
    return;
  }
  if (token.text !== ')' && token.text !== ']' && token.text !== '}') return;
  const expected = open.pop();
  if (expected === token.text) return;
  const lone = token.text === '}' && closing === '}}' && source[token.end] !== '}';
  const wanted = expected ?? (lone ? '}}' : undefined);
  const message =
    wanted === undefined
      ? `This "${token.text}" closes nothing.`
      : `"${wanted}" was expected, not "${token.text}".`;
  throw new SyntaxFault(faultAt('template_syntax', message, token));
}

function unclosed(source: string, opened: number, open: readonly string[], closing: Closing): SyntaxFault {
  if (closing === 'end') {
    const place = { start: source.length, end: source.length };
    const message = `"${open.at(-1)}" was expected before the end.`;
    return new SyntaxFault(faultAt('template_syntax', message, place));
  }
  const opening = closing === '}}' ? '{{' : '{%';
  const message = `This ${opening} is never closed: "${open.at(-1) ?? closing}" was expected before the end.`;
  const hint = `For the characters themselves write {{ '${opening}' }}.`;
  const place = { start: opened, end: opened + 2 };
  return new SyntaxFault(faultAt('template_unclosed', message, place, hint));
}

function tooLong(opened: number, reached: number): SyntaxFault {
  const message = `This expression is longer than ${MAX_EXPRESSION_LENGTH} characters, or is never closed.`;
  const hint = 'Work it out in several steps, or hand large data in as an input.';
  return new SyntaxFault(
    faultAt('template_too_long', message, { start: opened, end: reached }, hint),
    reached,
  );
}

function unknown(sign: string, start: number, hint: string | undefined): SyntaxFault {
  const place = { start, end: start + sign.length };
  return new SyntaxFault(faultAt('template_syntax', `"${sign}" has no meaning here.`, place, hint));
}
