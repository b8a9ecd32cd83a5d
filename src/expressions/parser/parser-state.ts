import { faultAt, SyntaxFault, type TemplateFault } from '../faults.ts';
import { describeToken, type Token } from '../lexer/token.ts';

/** How deep brackets, signs and branches may nest: what the parser's own recursion bears on any thread's stack. */
export const MAX_NESTING = 100;

/** Where the parser stands in the tokens of one expression, and what it found wrong so far. */
export class ParserState {
  private readonly tokens: readonly Token[];
  private readonly faults: TemplateFault[];
  private position = 0;
  private nesting = 0;
  private lastEnd = 0;

  constructor(tokens: readonly Token[], faults: TemplateFault[]) {
    this.tokens = tokens;
    this.faults = faults;
  }

  get token(): Token {
    const token = this.tokens[this.position];
    if (token === undefined) throw new RangeError('The tokens of an expression end with one of kind "end".');
    return token;
  }

  get isAtEnd(): boolean {
    return this.token.kind === 'end';
  }

  /** Where the token before this one ends: the end of what was just read. */
  get end(): number {
    return this.lastEnd;
  }

  next(): Token {
    const token = this.token;
    this.lastEnd = token.end;
    if (token.kind !== 'end') this.position++;
    return token;
  }

  /** Tells whether the token after this one is that operator. */
  isFollowedBy(operator: string): boolean {
    const token = this.tokens[this.position + 1];
    return token?.kind === 'operator' && token.text === operator;
  }

  isFollowedByWord(word: string): boolean {
    const token = this.tokens[this.position + 1];
    return token?.kind === 'name' && token.text === word;
  }

  isOperator(text: string): boolean {
    const { token } = this;
    return token.kind === 'operator' && token.text === text;
  }

  isWord(text: string): boolean {
    const { token } = this;
    return token.kind === 'name' && token.text === text;
  }

  acceptOperator(text: string): boolean {
    if (!this.isOperator(text)) return false;
    this.next();
    return true;
  }

  acceptWord(text: string): boolean {
    if (!this.isWord(text)) return false;
    this.next();
    return true;
  }

  expectOperator(text: string): void {
    if (!this.acceptOperator(text)) throw this.unexpected(`"${text}"`);
  }

  /** Notes a fault and lets the parser go on. */
  report(fault: TemplateFault): void {
    this.faults.push(fault);
  }

  unexpected(expected: string, hint?: string): SyntaxFault {
    const message = `${upperFirst(expected)} was expected, but there is ${describeToken(this.token)}.`;
    return new SyntaxFault(faultAt('template_syntax', message, this.token, hint));
  }

  /** Every function that can call itself through its operands enters and leaves. */
  enter(): void {
    if (++this.nesting <= MAX_NESTING) return;
    const message = `This expression is nested more than ${MAX_NESTING} levels deep.`;
    throw new SyntaxFault(faultAt('template_too_deep', message, this.token));
  }

  leave(): void {
    this.nesting--;
  }
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
