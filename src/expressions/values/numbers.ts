import { isList } from './kinds.ts';

/** Reads a value as a number, as Python's `float()` does; undefined where it cannot. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || value.length > 400) return undefined;
  const text = value.trim();
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** Reads a value as a whole number, a fraction cut off, as Jinja's `int` does; undefined where it cannot. */
export function toInteger(value: unknown, radix = 10): number | undefined {
  if (isList(value)) return undefined;
  const whole = typeof value === 'string' ? readDigits(value.trim(), radix) : undefined;
  const number = whole ?? toNumber(value);
  // -0.5 is 0, not -0.
  return number === undefined || !Number.isFinite(number) ? undefined : Math.trunc(number) + 0;
}

const PREFIXES: Readonly<Record<number, RegExp>> = { 2: /^([-+]?)0b/i, 8: /^([-+]?)0o/i, 16: /^([-+]?)0x/i };

function readDigits(text: string, radix: number): number | undefined {
  if (text.length > 400) return undefined;
  const prefix = PREFIXES[radix];
  const digits = prefix === undefined ? text : text.replace(prefix, '$1');
  const known = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, radix);
  const unsigned = digits.replace(/^[-+]/, '').toLowerCase();
  if (unsigned === '' || Array.from(unsigned).some((digit) => !known.includes(digit))) return undefined;
  return Number.parseInt(digits, radix);
}
