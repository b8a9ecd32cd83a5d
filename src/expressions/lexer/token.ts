/** One word of an expression. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'operator' | 'end';
  /** The source for names and operators; the value for strings, escapes resolved. */
  readonly text: string;
  /** The value of a number; 0 elsewhere. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** Words with a meaning of their own: none of them can be a variable. */
export const KEYWORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'if', 'else', 'in', 'is']);

/** How a token is called in a message. */
export function describeToken(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'the end of the expression';
    case 'string':
      return 'a text';
    case 'number':
      return `the number ${token.number}`;
    case 'name':
    case 'operator':
      return `"${token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text}"`;
  }
}
