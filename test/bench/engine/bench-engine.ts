import type { Shape } from './shape.ts';

/** Runs a prepared graph once, on the input 0, and gives the value of its last step. */
export type PreparedRun = () => Promise<number>;

/** One engine under measurement. */
export interface BenchEngine {
  readonly name: string;
  /** Cases on which one run takes many seconds: run once, without a warm-up, and not at all in a quick bench. */
  readonly slowOn?: readonly string[];
  /** Does what a user of this engine does once per flow: reading, compiling, wiring. Its time is not counted. */
  prepare(shape: Shape): PreparedRun | Promise<PreparedRun>;
}
