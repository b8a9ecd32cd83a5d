/** On how many threads something is measured: one, and two where the machine has them. */
export function threadCounts(): readonly number[] {
  return navigator.hardwareConcurrency > 1 ? [1, 2] : [1];
}

/** How a case calls them. */
export function named(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}
