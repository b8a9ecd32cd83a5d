import { nextTurn } from '../next-turn.ts';
import { rotated } from '../rotated.ts';
import type { Row, Section, Settings, Unit } from './job.ts';

/** One thing under measurement. */
export interface Cell {
  readonly case: string;
  readonly unit: Unit;
  /** It takes seconds: it has fewer turns, and none before the first that counts. */
  readonly isSlow?: boolean;
  /** Measures once. */
  turn(): Promise<number>;
}

/** Gives each of them its turn in each round, another first each time. */
export async function measureCells(
  section: Section,
  cells: readonly Cell[],
  { rounds, slowRounds }: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const values = new Map(cells.map((cell) => [cell, [] as number[]]));
  say(`${section}: warming up`);
  for (const cell of cells) if (cell.isSlow !== true) await cell.turn();
  for (let round = 0; round < rounds; round++) {
    say(`${section}: round ${round + 1} of ${rounds}`);
    for (const cell of rotated(cells, round)) {
      if (cell.isSlow === true && round >= slowRounds) continue;
      await nextTurn();
      values.get(cell)?.push(await cell.turn());
    }
  }
  return [...values].map(([{ case: name, unit }, its]) => ({ section, case: name, unit, values: its }));
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** So many of something in milliseconds, by the second. */
export function perSecond(amount: number, milliseconds: number): number {
  return (amount * 1000) / milliseconds;
}
