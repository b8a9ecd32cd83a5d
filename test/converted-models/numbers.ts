/** Where the largest number is. */
export function placeOfLargest(numbers: ArrayLike<number>): number {
  let place = 0;
  for (let at = 1; at < numbers.length; at++) if ((numbers[at] ?? 0) > (numbers[place] ?? 0)) place = at;
  return place;
}

/** By how much two lists of numbers differ where they differ most. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`There are ${a.length} numbers here and ${b.length} there.`);
  let largest = 0;
  for (let at = 0; at < a.length; at++) largest = Math.max(largest, Math.abs((a[at] ?? 0) - (b[at] ?? 0)));
  return largest;
}

/** Makes shares of logits that sum up to 1. */
export function shares(logits: ArrayLike<number>): Float64Array {
  const most = logits[placeOfLargest(logits)] ?? 0;
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
