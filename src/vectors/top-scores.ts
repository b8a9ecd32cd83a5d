/** The greatest numbers of many, in a heap whose root is the least of them. */
export class TopScores {
  private readonly heap: number[] = [];
  private readonly count: number;

  /** @param count how many are kept, at least 1 */
  constructor(count: number) {
    this.count = count;
  }

  /** The least of those kept; minus infinity while there is room. */
  get least(): number {
    return this.heap.length < this.count ? Number.NEGATIVE_INFINITY : (this.heap[0] as number);
  }

  add(score: number): void {
    const { heap } = this;
    if (heap.length < this.count) {
      heap.push(score);
      this.rise(heap.length - 1);
    } else if (score > (heap[0] as number)) {
      heap[0] = score;
      this.sink();
    }
  }

  private rise(from: number): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if ((this.heap[above] as number) <= (this.heap[at] as number)) return;
      this.swap(above, at);
      at = above;
    }
  }

  private sink(): void {
    const { heap } = this;
    for (let at = 0; ; ) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2]) {
        if (below < heap.length && (heap[below] as number) < (heap[least] as number)) least = below;
      }
      if (least === at) return;
      this.swap(least, at);
      at = least;
    }
  }

  private swap(a: number, b: number): void {
    const kept = this.heap[a] as number;
    this.heap[a] = this.heap[b] as number;
    this.heap[b] = kept;
  }
}
