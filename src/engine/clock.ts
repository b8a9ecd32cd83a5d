/** Time, handed in so that no test has to wait for it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after that many milliseconds; the answer takes the call back. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** setTimeout's own limit: a longer wait would fire at once, and is made of several. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** Milliseconds by which the two clocks of a browser may differ. */
const TOLERANCE = 500;

let { timeOrigin } = performance;

export const systemClock: Clock = {
  // Finer than Date.now(), whose whole milliseconds round short steps to nothing.
  now: () => {
    const time = timeOrigin + performance.now();
    // Most browsers stop the finer clock while the machine sleeps, and it knows nothing of a clock that was set: tabs
    // that were opened before and after would not agree on whether a task is due.
    const ahead = Date.now() - time;
    if (Math.abs(ahead) <= TOLERANCE) return time;
    timeOrigin += ahead;
    return time + ahead;
  },
  after: (milliseconds, callback) => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = (left: number): void => {
      const now = Math.min(left, LONGEST_WAIT);
      timer = setTimeout(() => (left > now ? wait(left - now) : callback()), now);
    };
    wait(milliseconds);
    return () => clearTimeout(timer);
  },
};
