/** A length of time for people: `240 ms`, `2.4 s`, `1 min 12 s`. */
export function formatDuration(seconds: number): string {
  if (seconds < 0.0005) return '< 1 ms';
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  return formatElapsed(seconds);
}

/** A running time: tenths of a second, so that it is seen to move and does not jump between units. */
export function formatElapsed(seconds: number): string {
  if (seconds < 59.95) return `${Math.max(0, seconds).toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A recorder's clock: `0:07`. */
export function formatClock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
