import { parseArgs } from 'node:util';
import type { Environment, MeasureSettings } from '../../../test/bench/engine/measurement.ts';
import { benchFlags, namesIn, type OutputOptions } from '../output-options.ts';

export interface BenchOptions extends OutputOptions {
  readonly settings: MeasureSettings;
  readonly environments: readonly Environment[];
}

export const usage = `Usage: npm run bench:engine -- [options]
  --json               JSON alone on standard output
  --quick              fewer and shorter rounds: some two minutes instead of ten, and coarser
  --only ENGINE,…      these engines alone, such as promptflow,flowed
  --in node|chromium   in one of the two alone
  --save               also write docs/proofs/bench-engine.md`;

const thorough = { rounds: 21, turn: 150, patience: 6_000, slow: true };
const quick = { rounds: 7, turn: 40, patience: 500, slow: false };

/** Reads the command's arguments. Throws one sentence where they are wrong. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { ...benchFlags, in: { type: 'string' } },
  });
  return {
    settings: { ...(values.quick ? quick : thorough), only: namesIn(values.only) },
    environments: environmentsOf(values.in),
    json: values.json,
    save: values.save,
  };
}

function environmentsOf(name: string | undefined): readonly Environment[] {
  if (name === undefined) return ['node', 'chromium'];
  if (name !== 'node' && name !== 'chromium') throw new Error(`--in takes node or chromium, not "${name}".`);
  return [name];
}
