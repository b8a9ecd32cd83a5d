/** What lies in the middle; of an even number of values, half-way between the middle two. NaN of none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which that part of all lies, drawn straight between neighbours. NaN of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** A run of a graph of that many steps took so long, in milliseconds. */
export interface Timing {
  readonly steps: number;
  readonly milliseconds: number;
}

/** What each further step costs, in microseconds: what a run costs once, at its start and end, drops out. */
export function slope(small: Timing, large: Timing): number {
  return ((large.milliseconds - small.milliseconds) * 1000) / (large.steps - small.steps);
}
