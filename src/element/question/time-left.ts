/** The last seconds, in which the time that is left stands out. */
export const LAST_SECONDS = 10;

/** Whole seconds until a deadline in milliseconds since 1970; never below zero. */
export function secondsUntil(deadline: number, now: number): number {
  return Math.max(0, Math.ceil((deadline - now) / 1000));
}

/** How long a question can still be answered: `12 s left`, `1 min 5 s left`, `2 h 10 min left`. */
export function timeLeftText(seconds: number): string {
  if (seconds === 0) return 'The time is over';
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return `${hours} h ${minutes % 60} min left`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s left` : `${seconds} s left`;
}
