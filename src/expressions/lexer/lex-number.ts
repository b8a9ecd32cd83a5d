import { faultAt, SyntaxFault } from '../faults.ts';
import { isDigit } from './characters.ts';
import type { Token } from './token.ts';

/**
 * Reads a number: `12`, `1_000`, `1.5`, `2e-3`, `0xff`, `0o17`, `0b101`.
 * After a dot (`list.0.1`) only digits are read: the next dot is another member.
 */
export function lexNumber(source: string, start: number, afterDot: boolean): Token {
  let end = start;
  const radix = afterDot ? undefined : RADIX_PREFIXES[source.slice(start, start + 2).toLowerCase()];
  if (radix !== undefined) end = scan(source, start + 2, (code) => isRadixDigit(code, radix));
  else {
    end = scan(source, start, isDigit);
    if (!afterDot) end = scanExponent(source, scanFraction(source, end));
  }
  const text = source.slice(start, end).replaceAll('_', '');
  const number = Number(text);
  const exact =
    /[.e]/i.test(text) && radix === undefined ? Number.isFinite(number) : Number.isSafeInteger(number);
  if (!exact) {
    const hint = 'Write it as a text, in quotes, to keep every digit.';
    const place = { start, end };
    throw new SyntaxFault(faultAt('template_syntax', 'This number cannot be held exactly.', place, hint));
  }
  return { kind: 'number', text, number, start, end };
}

const RADIX_PREFIXES: Readonly<Record<string, number>> = { '0x': 16, '0o': 8, '0b': 2 };

function isRadixDigit(code: number, radix: number): boolean {
  return !Number.isNaN(Number.parseInt(String.fromCharCode(code), radix));
}

/** Digits, with single underscores between them. */
function scan(source: string, start: number, isPart: (code: number) => boolean): number {
  let end = start;
  while (isPart(source.charCodeAt(end)) || (source[end] === '_' && isPart(source.charCodeAt(end + 1)))) end++;
  return end;
}

function scanFraction(source: string, end: number): number {
  const hasFraction = source[end] === '.' && isDigit(source.charCodeAt(end + 1));
  return hasFraction ? scan(source, end + 1, isDigit) : end;
}

function scanExponent(source: string, end: number): number {
  if (source[end] !== 'e' && source[end] !== 'E') return end;
  const sign = source[end + 1] === '+' || source[end + 1] === '-' ? 1 : 0;
  const digits = end + 1 + sign;
  return isDigit(source.charCodeAt(digits)) ? scan(source, digits, isDigit) : end;
}
