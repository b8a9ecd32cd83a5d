const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });
const percent = new Intl.NumberFormat('en', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** A number for people: grouped, four decimals at most, very small ones by their power of ten. */
export function formatNumber(value: number | bigint): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return String(value);
    if (value !== 0 && Math.abs(value) < 0.0001) return value.toExponential(2);
  }
  return grouped.format(value);
}

/** A share from 0 to 1 as a percentage with one decimal. */
export function formatPercent(share: number): string {
  return percent.format(share);
}

/** `1 item`, `3 items`, `1,200 items`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${grouped.format(count)} ${count === 1 ? one : many}`;
}
