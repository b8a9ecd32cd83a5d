/** A date as ISO 8601 in UTC; undefined for one that is no moment (`new Date('x')`), which would throw. */
export function isoOf(date: Date): string | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
