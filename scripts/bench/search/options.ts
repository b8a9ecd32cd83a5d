import { parseArgs } from 'node:util';
import type { Settings } from '../../../test/bench/search/job.ts';
import { benchFlags, type OutputOptions } from '../output-options.ts';

export interface BenchOptions extends OutputOptions {
  readonly settings: Settings;
}

export const usage = `Usage: npm run bench:search -- [options]
  --json               JSON alone on standard output
  --quick              fewer sentences, vectors and rounds: half a minute instead of some minutes, and coarser
  --save               also write docs/proofs/bench-search.md`;

const thorough: Settings = {
  sentences: 4000,
  queries: 200,
  topK: 10,
  rounds: 5,
  sizes: [4000, 100_000],
};
const quick: Settings = { sentences: 500, queries: 50, topK: 10, rounds: 3, sizes: [500, 10_000] };

/** Reads the command's arguments. Throws one sentence where they are wrong. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { only: _, ...flags } = benchFlags;
  const { values } = parseArgs({ args: [...args], options: flags });
  return { settings: values.quick ? quick : thorough, json: values.json, save: values.save };
}
