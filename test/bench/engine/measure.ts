import { rotated } from '../rotated.ts';
import type { BenchEngine } from './bench-engine.ts';
import { cases } from './cases.ts';
import { Cell } from './cell.ts';
import { engines } from './engines/index.ts';
import type { Environment, MeasureSettings, Row } from './measurement.ts';

/**
 * Measures the engines on all cases, in rounds: in each, every engine has a turn on every case, and another engine
 * goes first, so that what one leaves to the next, such as garbage, does not always meet the same one.
 */
export async function measure(
  environment: Environment,
  settings: MeasureSettings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const chosen = chosenEngines(settings.only);
  const groups: Cell[][] = [];
  for (const benchCase of cases) {
    say(`${environment}: warming up on ${benchCase.name}`);
    const group: Cell[] = [];
    for (const engine of chosen) {
      if (!settings.slow && engine.slowOn?.includes(benchCase.name)) continue;
      group.push(
        await named(`${engine.name} on ${benchCase.name}`, Cell.prepare(engine, benchCase, settings)),
      );
    }
    groups.push(group);
  }
  for (let round = 0; round < settings.rounds; round++) {
    say(`${environment}: round ${round + 1} of ${settings.rounds}`);
    for (const group of groups) {
      for (const cell of rotated(group, round)) await cell.takeTurn(settings);
    }
  }
  return groups.flat().map((cell) => cell.row(environment));
}

function chosenEngines(only: readonly string[]): readonly BenchEngine[] {
  const names = engines.map(({ name }) => name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`There is no engine "${unknown}": ${names.join(', ')}.`);
  return only.length === 0 ? engines : engines.filter(({ name }) => only.includes(name));
}

/** An engine's own errors do not say which engine it was. */
async function named<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}
