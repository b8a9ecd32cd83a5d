import { NOWHERE, type Place, type Places, type Shape } from './place.ts';

export interface NumberLimits {
  readonly isWhole: boolean;
  readonly minimum: number;
  readonly maximum: number;
  /** Whether the limits themselves are left out. */
  readonly isAbove: boolean;
  readonly isBelow: boolean;
}

/** Digits in all. Up to here every number is a double of its own, so that what is compared is what is parsed. */
const DIGITS = 15;
/** Digits after the point of a number that is not whole. */
const DECIMALS = 6;

/**
 * A number within limits, written in plain digits: without an exponent, with at most 15 digits, and of those at most
 * six after the point. Undefined where no such number lies within the limits.
 */
export function numberShape(limits: NumberLimits): Shape | undefined {
  const range = rangeOf(limits);
  if (range === undefined || !canBecome('', range)) return undefined;
  return { begin: (after) => [inNumber('', range, after)] };
}

/** Limits in units of the last decimal, which are whole numbers. */
interface Range {
  readonly least: number;
  readonly most: number;
  readonly decimals: number;
}

function rangeOf({ isWhole, minimum, maximum, isAbove, isBelow }: NumberLimits): Range | undefined {
  const decimals = isWhole ? 0 : DECIMALS;
  const unit = 10 ** decimals;
  const bound = 10 ** DIGITS - 1;
  const fits = (units: number): boolean => {
    const value = units / unit;
    return (isAbove ? value > minimum : value >= minimum) && (isBelow ? value < maximum : value <= maximum);
  };
  // The product may be off by a rounding; the quotient is exactly what a parser makes of the digits.
  let least = Math.max(-bound, Math.floor(minimum * unit) - 1);
  let most = Math.min(bound, Math.ceil(maximum * unit) + 1);
  for (let step = 0; step < 4 && least <= most && !fits(least); step++) least++;
  for (let step = 0; step < 4 && least <= most && !fits(most); step++) most--;
  return fits(least) && fits(most) ? { least, most, decimals } : undefined;
}

function inNumber(text: string, range: Range, after: Place): Place {
  const isWhole = isNumber(text, range);
  return {
    mayEnd: isWhole && after.mayEnd,
    read(byte): Places {
      const longer = text + String.fromCharCode(byte);
      if (canBecome(longer, range)) return [inNumber(longer, range, after)];
      // What no number goes on with belongs to whatever stands around it.
      return isWhole ? after.read(byte) : NOWHERE;
    },
  };
}

const BEGUN = /^(-?)(0|[1-9]\d*|)(?:(?<!^-?)\.(\d*))?$/;

/** Whether a text is the beginning of a number in the range. */
function canBecome(text: string, range: Range): boolean {
  if (text === '' && canBecome('-', range)) return true;
  const [match, sign, digits = '', decimals] = BEGUN.exec(text) ?? [];
  if (match === undefined) return false;
  const { decimals: most } = range;
  if (decimals !== undefined) {
    if (most === 0 || decimals.length > most) return false;
    return reaches(range, sign, Number(digits + decimals), most - decimals.length);
  }
  if (digits.length + most > DIGITS) return false;
  // A zero is followed by no further digit.
  const further = digits === '0' ? 0 : DIGITS - most - digits.length;
  for (let count = 0; count <= further; count++) {
    if (reaches(range, sign, Number(digits), count + most)) return true;
  }
  return false;
}

/** Whether digits, followed by so many others, can make a number in the range. */
function reaches({ least, most }: Range, sign: string | undefined, digits: number, others: number): boolean {
  const power = 10 ** others;
  const low = digits * power;
  const high = low + power - 1;
  if (sign !== '-') return low <= most && high >= least;
  // There is no zero below zero.
  return high >= 1 && -Math.max(low, 1) >= least && -high <= most;
}

function isNumber(text: string, { least, most, decimals: places }: Range): boolean {
  const [match, sign, digits = '', decimals] = BEGUN.exec(text) ?? [];
  if (match === undefined || digits === '' || decimals === '') return false;
  const units = Number(digits + (decimals ?? '')) * 10 ** (places - (decimals?.length ?? 0));
  if (sign === '-') return units > 0 && -units >= least && -units <= most;
  return units >= least && units <= most;
}
