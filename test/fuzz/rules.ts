/** What came of a run of the fuzzer. */
export interface Tally {
  runs: number;
  /** Still documents, or templates without a fault. */
  parsed: number;
  /** Went on to run, or to be evaluated. */
  ran: number;
  /** Processor time of the slowest single call, in milliseconds. */
  slowest: number;
}

export interface FuzzReport extends Tally {
  readonly what: string;
  readonly seed: number;
}

/** What stands on every prototype while the fuzzer runs, for whoever reaches one. */
const MARK = 'A PROTOTYPE WAS REACHED';
const PROTOTYPES = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Number.prototype,
  Function.prototype,
];

/** Runs with a mark on every prototype, and looks whether anybody has written to one. */
export async function guarded(work: () => Promise<void>): Promise<void> {
  const before = PROTOTYPES.map((prototype) => Reflect.ownKeys(prototype).length);
  for (const prototype of PROTOTYPES) {
    Object.defineProperty(prototype, 'leak', {
      value: MARK,
      configurable: true,
      writable: true,
      enumerable: false,
    });
  }
  try {
    await work();
  } finally {
    for (const prototype of PROTOTYPES) Reflect.deleteProperty(prototype, 'leak');
  }
  const after = PROTOTYPES.map((prototype) => Reflect.ownKeys(prototype).length);
  if (before.join() !== after.join()) throw new Error('Somebody has written to a prototype.');
}

/** More processor time than this for one document or template is a hang. A busy machine takes none of it away. */
const LONGEST_MILLISECONDS = 1000;

/** Calls, and throws where that takes too long. */
export async function bearable<T>(tally: Tally, work: () => T | Promise<T>): Promise<T> {
  const start = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(start);
  const milliseconds = (user + system) / 1000;
  tally.slowest = Math.max(tally.slowest, milliseconds);
  if (milliseconds > LONGEST_MILLISECONDS)
    throw new Error(`It took ${milliseconds.toFixed(0)} ms of processor time.`);
  return value;
}

/** Throws where a value shows the mark, or holds what no data is made of. */
export function checkValue(value: unknown, depth = 0): void {
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new Error('A value that is no data came out.');
  if (typeof value === 'string' && value.includes(MARK)) throw new Error(MARK);
  if (typeof value !== 'object' || value === null || depth > 50) return;
  if ((PROTOTYPES as readonly unknown[]).includes(value)) throw new Error(MARK);
  for (const member of Object.values(value)) checkValue(member, depth + 1);
}
