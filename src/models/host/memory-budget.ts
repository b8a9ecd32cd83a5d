/** What can be ended to give memory back. */
export interface Evictable {
  /** In bytes. */
  readonly memory: number;
  readonly isLoaded: boolean;
  readonly isIdle: boolean;
  readonly lastUsed: number;
  evict(): void;
}

/** Keeps what loaded models take together below a limit: those that were not used for the longest time go first. */
export class MemoryBudget {
  private readonly limit: number;
  private readonly known = new Set<Evictable>();

  /** @param limit in bytes */
  constructor(limit: number) {
    this.limit = limit;
  }

  add(model: Evictable): void {
    this.known.add(model);
  }

  /** Whether so much fits beside what is loaded and in use. */
  hasRoomFor(bytes: number): boolean {
    return this.sumOf((each) => !each.isIdle) + bytes <= this.limit;
  }

  /** Ends models until there is room for one that is about to be loaded. One that is in use is never ended. */
  makeRoom(newcomer: Evictable): void {
    const others = [...this.known].filter((each) => each !== newcomer && each.isLoaded && each.isIdle);
    others.sort((a, b) => a.lastUsed - b.lastUsed);
    for (const each of others) {
      if (this.sumOf((one) => one !== newcomer) + newcomer.memory <= this.limit) return;
      each.evict();
    }
  }

  private sumOf(counts: (each: Evictable) => boolean): number {
    let sum = 0;
    for (const each of this.known) if (each.isLoaded && counts(each)) sum += each.memory;
    return sum;
  }
}

/** A quarter of the machine's memory, which browsers tell in steps and only up to 8 GB. */
export function memoryLimit(deviceMemory: number | undefined): number {
  return Math.max(600_000_000, ((deviceMemory ?? 4) * 1_000_000_000) / 4);
}
