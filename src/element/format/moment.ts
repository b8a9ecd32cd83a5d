const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** A moment for people, both in milliseconds since 1970: `Today, 14:05`, `Yesterday, 9:12`, `3 Mar 2026, 14:05`. */
export function formatMoment(moment: number, now: number): string {
  const name = dayNames.find(([, daysAgo]) => isSameDay(moment, now, daysAgo))?.[0] ?? day.format(moment);
  return `${name}, ${time.format(moment)}`;
}

const dayNames = [
  ['Today', 0],
  ['Yesterday', 1],
] as const;

function isSameDay(moment: number, now: number, daysAgo: number): boolean {
  const then = new Date(now);
  // By the calendar, since a day is not always 24 hours long.
  then.setDate(then.getDate() - daysAgo);
  return new Date(moment).toDateString() === then.toDateString();
}
