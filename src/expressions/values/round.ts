/**
 * Rounds as Python's `round()` does: to the nearest, and a true half to the even neighbour.
 * Digits below 0 round to tens, hundreds, …
 *
 * @example
 * roundToEven(2.675, 2); // 2.67: the number nearest to 2.675 lies a little below it
 */
export function roundToEven(value: number, digits: number): number {
  if (digits < 0) {
    const unit = 10 ** -digits;
    return Number.isFinite(unit) ? roundToEven(value / unit, 0) * unit + 0 : 0;
  }
  // Beyond 1e21 toFixed gives no digits, and there is no fraction; it takes 100 digits at most.
  if (Math.abs(value) >= 1e21 || digits > 75) return value;
  const rounded = Number(value.toFixed(digits)) + 0;
  if (!isHalf(value, digits)) return rounded;
  // toFixed takes the larger neighbour (away from 0, as it works on the absolute value).
  const unit = 10 ** -digits;
  const lastDigit = Number(Math.abs(value).toFixed(digits).at(-1));
  return lastDigit % 2 === 0 ? rounded : Number((rounded - Math.sign(value) * unit).toFixed(digits)) + 0;
}

/** toFixed writes the exact decimal value: a half is a 5 and zeros alone after the last digit kept. */
function isHalf(value: number, digits: number): boolean {
  const tail = value.toFixed(digits + 25).slice(-25);
  return tail.startsWith('5') && /^50*$/.test(tail);
}
