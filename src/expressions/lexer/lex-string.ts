import { faultAt, SyntaxFault } from '../faults.ts';
import type { Token } from './token.ts';

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Digits after `\x`, `\u` and `\U`, as in Python. */
const CODE_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads a quoted text. An escape that Python does not know stays as it stands, backslash included. */
export function lexString(source: string, start: number): Token {
  const quote = source[start];
  let text = '';
  let copied = start + 1;
  let position = copied;
  while (position < source.length) {
    const character = source[position];
    if (character === quote) {
      text += source.slice(copied, position);
      return { kind: 'string', text, number: 0, start, end: position + 1 };
    }
    if (character !== '\\') {
      position++;
      continue;
    }
    text += source.slice(copied, position);
    const escaped = readEscape(source, position);
    text += escaped.text;
    position = escaped.end;
    copied = position;
  }
  const message = `This text is not closed: a ${quote} was expected.`;
  throw new SyntaxFault(faultAt('template_syntax', message, { start, end: start + 1 }));
}

function readEscape(source: string, start: number): { text: string; end: number } {
  const letter = source[start + 1] ?? '';
  const length = CODE_LENGTHS[letter];
  if (length === undefined) {
    const text = SIMPLE_ESCAPES[letter] ?? `\\${letter}`;
    return { text, end: start + 1 + letter.length };
  }
  const end = start + 2 + length;
  const digits = source.slice(start + 2, end);
  const code = /^[0-9a-f]+$/i.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
  if (code <= 0x10ffff) return { text: String.fromCodePoint(code), end };
  const message = `After \\${letter} the ${length} hexadecimal digits of a character were expected.`;
  const place = { start, end: Math.min(end, source.length) };
  throw new SyntaxFault(faultAt('template_syntax', message, place, 'Write \\\\ for a backslash itself.'));
}
