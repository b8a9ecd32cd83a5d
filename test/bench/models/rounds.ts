import { rotated } from '../rotated.ts';

/** One of several that are measured side by side: gives one figure. */
export interface Contender {
  readonly name: string;
  readonly measure: () => Promise<number>;
}

/** Measures all in each round, each time another one first, so that what the machine does meanwhile meets each alike. */
export async function inRounds(
  rounds: number,
  contenders: readonly Contender[],
  say: (line: string) => void,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const values = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`);
    for (const { name, measure } of rotated(contenders, round)) values.get(name)?.push(await measure());
  }
  return values;
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
