import { parseArgs } from 'node:util';
import { SECTIONS, type Section, type Settings } from '../../../test/bench/storage/job.ts';
import { benchFlags, namesIn, type OutputOptions } from '../output-options.ts';

export interface BenchOptions extends OutputOptions {
  readonly settings: Settings;
  readonly sections: readonly Section[];
}

export const usage = `Usage: npm run bench:storage -- [options]
  --json               JSON alone on standard output
  --quick              fewer rounds and smaller files: one to two minutes instead of four to six, and coarser
  --only SECTION,…     these alone, of ${SECTIONS.join(', ')}
  --save               also write docs/proofs/bench-storage.md`;

const thorough: Settings = {
  rounds: 9,
  slowRounds: 3,
  events: 2000,
  singleEvents: 300,
  steps: 1000,
  tasks: 500,
  rows: 20_000,
  holds: [10_000, 50_000, 200_000],
  megabytes: 100,
};

const quick: Settings = {
  ...thorough,
  rounds: 3,
  slowRounds: 1,
  singleEvents: 100,
  tasks: 200,
  rows: 10_000,
  holds: [1000, 5000, 20_000],
  megabytes: 25,
};

/** Reads the command's arguments. Throws one sentence where they are wrong. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: benchFlags });
  return {
    settings: values.quick ? quick : thorough,
    sections: sectionsOf(namesIn(values.only)),
    json: values.json,
    save: values.save,
  };
}

function sectionsOf(only: readonly string[]): readonly Section[] {
  const unknown = only.find((name) => !SECTIONS.some((section) => section === name));
  if (unknown !== undefined) throw new Error(`There is no section "${unknown}": ${SECTIONS.join(', ')}.`);
  return SECTIONS.filter((section) => only.length === 0 || only.includes(section));
}
