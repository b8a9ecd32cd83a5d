import { parseArgs } from 'node:util';
import { SECTIONS, type Section, type Settings } from '../../../test/bench/models/job.ts';
import { benchFlags, namesIn, type OutputOptions } from '../output-options.ts';

export interface BenchOptions extends OutputOptions {
  readonly settings: Settings;
  readonly sections: readonly Section[];
}

export const usage = `Usage: npm run bench:models -- [options]
  --json               JSON alone on standard output
  --quick              fewer rounds: some five minutes instead of seventeen, and coarser
  --only SECTION,…     these alone, of ${SECTIONS.join(', ')}
  --save               also write docs/proofs/bench-models.md`;

const thorough: Settings = { rounds: 7, slowRounds: 5, calls: 15, texts: 256, warmUp: true };
const quick: Settings = { rounds: 3, slowRounds: 2, calls: 5, texts: 128, warmUp: true };

/** Reads the command's arguments. Throws one sentence where they are wrong. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: benchFlags });
  const only = namesIn(values.only);
  const unknown = only.find((name) => !SECTIONS.some((section) => section === name));
  if (unknown !== undefined) throw new Error(`There is no section "${unknown}": ${SECTIONS.join(', ')}.`);
  return {
    settings: values.quick ? quick : thorough,
    sections: SECTIONS.filter((section) => only.length === 0 || only.includes(section)),
    json: values.json,
    save: values.save,
  };
}
