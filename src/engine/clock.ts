/** Time, handed in so that no test has to wait for it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after that many milliseconds; the answer takes the call back. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** setTimeout's own limit: a longer wait would fire at once. */
const LONGEST_WAIT = 2 ** 31 - 1;

const { timeOrigin } = performance;

export const systemClock: Clock = {
  // Finer than Date.now(), whose whole milliseconds round short steps to nothing.
  now: () => timeOrigin + performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, Math.min(milliseconds, LONGEST_WAIT));
    return () => clearTimeout(timer);
  },
};
