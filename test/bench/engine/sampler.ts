import { nextTurn } from '../next-turn.ts';
import { median } from '../statistics.ts';
import type { PreparedRun } from './bench-engine.ts';
import { takeCalls } from './no-op.ts';
import type { Shape } from './shape.ts';

/**
 * The clock of an isolated page moves in steps of 5 µs: a batch this long, in milliseconds, is wrong by about 0.1 %.
 * Long enough also to hold the small collections of garbage that its own runs make necessary.
 */
const SHORTEST_BATCH = 4;

/** Times one prepared graph, and looks whether all of its steps were run. */
export class Sampler {
  private readonly shape: Shape;
  private readonly run: PreparedRun;
  private runs = 1;

  constructor(shape: Shape, run: PreparedRun) {
    this.shape = shape;
    this.run = run;
  }

  get steps(): number {
    return this.shape.steps.length;
  }

  /** Runs for that many milliseconds, at least once, and finds how many runs make a batch. */
  async warmUp(milliseconds: number): Promise<void> {
    const times: number[] = [];
    const end = performance.now() + milliseconds;
    do times.push(await this.batch());
    while (performance.now() < end);
    // The first runs are slow ones: code that is not compiled yet.
    this.runs = Math.max(1, Math.ceil(SHORTEST_BATCH / Math.max(median(times.slice(-20)), 0.001)));
  }

  /** Gives the milliseconds of one run, as the mean over a batch of them. Throws where a step was left out. */
  async batch(): Promise<number> {
    await nextTurn();
    takeCalls();
    let isRight = true;
    const start = performance.now();
    for (let run = 0; run < this.runs; run++) {
      if ((await this.run()) !== this.shape.depth) isRight = false;
    }
    const time = performance.now() - start;
    const calls = takeCalls();
    if (!isRight || calls !== this.runs * this.steps) {
      throw new Error(
        `${this.runs} runs of ${this.steps} steps made ${calls} calls${isRight ? '' : ' and a wrong value'}.`,
      );
    }
    return time / this.runs;
  }
}
