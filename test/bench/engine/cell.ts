import { median, quantile, slope, type Timing } from '../statistics.ts';
import type { BenchEngine } from './bench-engine.ts';
import type { BenchCase } from './cases.ts';
import type { Environment, MeasureSettings, Row } from './measurement.ts';
import { Sampler } from './sampler.ts';

/** One engine on one case, over all rounds. */
export class Cell {
  private readonly engine: string;
  private readonly benchCase: string;
  private readonly isSlow: boolean;
  private readonly small: Sampler;
  private readonly large: Sampler;
  private readonly slopes: number[] = [];
  private spent = 0;

  private constructor(engine: string, benchCase: string, isSlow: boolean, small: Sampler, large: Sampler) {
    this.engine = engine;
    this.benchCase = benchCase;
    this.isSlow = isSlow;
    this.small = small;
    this.large = large;
  }

  /** Prepares both sizes and warms them up. */
  static async prepare(
    engine: BenchEngine,
    { name, small, large }: BenchCase,
    { turn }: MeasureSettings,
  ): Promise<Cell> {
    const isSlow = engine.slowOn?.includes(name) === true;
    const samplers = [
      new Sampler(small, await engine.prepare(small)),
      new Sampler(large, await engine.prepare(large)),
    ] as const;
    if (!isSlow) for (const sampler of samplers) await sampler.warmUp(turn);
    return new Cell(engine.name, name, isSlow, ...samplers);
  }

  /** One turn: both sizes by turns, so that a machine that slows down meanwhile slows both. */
  async takeTurn({ turn, patience }: MeasureSettings): Promise<void> {
    if (this.slopes.length > 0 && (this.isSlow || this.spent > patience)) return;
    const start = performance.now();
    const small: number[] = [];
    const large: number[] = [];
    do {
      small.push(await this.small.batch());
      large.push(await this.large.batch());
    } while (performance.now() - start < turn);
    this.spent += performance.now() - start;
    this.slopes.push(slope(this.timing(this.small, small), this.timing(this.large, large)));
  }

  /** The quicker quarter's end: what other programs take from the machine only ever adds. */
  private timing({ steps }: Sampler, batches: readonly number[]): Timing {
    return { steps, milliseconds: quantile(batches, 0.25) };
  }

  row(environment: Environment): Row {
    return {
      environment,
      case: this.benchCase,
      engine: this.engine,
      us_per_step: rounded(median(this.slopes)),
      quartiles: [rounded(quantile(this.slopes, 0.25)), rounded(quantile(this.slopes, 0.75))],
      rounds: this.slopes.length,
    };
  }
}

/** To a thousandth of a microsecond: finer than any of these measurements. */
function rounded(microseconds: number): number {
  return Math.round(microseconds * 1000) / 1000;
}
