interface Waiting {
  readonly cores: number;
  readonly start: () => void;
}

/**
 * Hands the machine's cores out, so that models that run at once do not take each other's turns: two workers with two
 * threads each on two cores are slower than one after the other.
 */
export class CoreScheduler {
  private free: number;
  readonly total: number;
  private readonly waiting: Waiting[] = [];

  constructor(total: number) {
    this.total = total;
    this.free = total;
  }

  /**
   * Waits for cores and gives what returns them. Who asked first is served first. Rejects when the signal is aborted.
   *
   * @param wanted more than there are count as all of them
   */
  async take(wanted: number, signal?: AbortSignal): Promise<() => void> {
    const cores = Math.min(wanted, this.total);
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        const place = this.waiting.indexOf(waiting);
        if (place === -1) return;
        this.waiting.splice(place, 1);
        reject(signal?.reason);
        this.serve();
      };
      const waiting: Waiting = {
        cores,
        start: () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.waiting.push(waiting);
      this.serve();
    });
    let isReturned = false;
    return () => {
      if (isReturned) return;
      isReturned = true;
      this.free += cores;
      this.serve();
    };
  }

  private serve(): void {
    for (let next = this.waiting[0]; next !== undefined && next.cores <= this.free; next = this.waiting[0]) {
      this.waiting.shift();
      this.free -= next.cores;
      next.start();
    }
  }
}
