import type { Clock } from '../clock.ts';

type Outputs = Readonly<Record<string, unknown>>;

/** Outputs of steps by what they were made from. It never throws: what cannot be found is made again. */
export interface StepCache {
  get(key: string): Outputs | undefined | Promise<Outputs | undefined>;
  /** `ttl` is in seconds. */
  set(key: string, outputs: Outputs, ttl: number | undefined): void | Promise<void>;
}

/** Beyond this many the ones used longest ago go. */
const MOST_ENTRIES = 1000;

interface Entry {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly expires: number;
}

/** A cache in memory, as long as the page is open. */
export class MemoryStepCache implements StepCache {
  private readonly entries = new Map<string, Entry>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get(key: string): Readonly<Record<string, unknown>> | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    if (entry.expires <= this.clock.now()) return undefined;
    // A map keeps the order in which its keys were set: the one just used goes last.
    this.entries.set(key, entry);
    return entry.outputs;
  }

  set(key: string, outputs: Readonly<Record<string, unknown>>, ttl: number | undefined): void {
    const expires = ttl === undefined ? Number.POSITIVE_INFINITY : this.clock.now() + ttl * 1000;
    this.entries.delete(key);
    this.entries.set(key, { outputs, expires });
    const oldest = this.entries.keys().next();
    if (this.entries.size > MOST_ENTRIES && oldest.done !== true) this.entries.delete(oldest.value);
  }
}
