import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseDocument, toPlain } from '../syntax/index.ts';
import { UsageError } from './exit-codes.ts';
import { type GivenInputs, pathIn } from './given-inputs.ts';

/** A sample of a flow: inputs to try, and what has to come of them where somebody wrote that down. */
export interface FlowSample {
  readonly id: string;
  readonly inputs: GivenInputs;
  /** A part of the `FlowResult`, with matchers in it (see `match-expected.ts`). */
  readonly expected?: unknown;
}

const INPUTS = '.inputs.yaml';

/** Reads `samples/*.inputs.yaml` beside a flow, each with its `.expected.yaml`. */
export async function readSamples(flowPath: string): Promise<readonly FlowSample[]> {
  const folder = join(dirname(flowPath), 'samples');
  const names = await readdir(folder).catch((): string[] => []);
  const samples = names.filter((name) => name.endsWith(INPUTS)).sort();
  return Promise.all(samples.map((name) => readSample(folder, basename(name, INPUTS), names)));
}

async function readSample(folder: string, id: string, names: readonly string[]): Promise<FlowSample> {
  const written = (await readYaml(join(folder, `${id}${INPUTS}`))) as {
    inputs?: Record<string, unknown>;
  } | null;
  const values: Record<string, unknown> = {};
  const files: Record<string, string> = {};
  for (const [name, value] of Object.entries(written?.inputs ?? {})) {
    const path = pathIn(value);
    if (path === undefined) values[name] = value;
    else files[name] = resolve(folder, path);
  }
  const inputs = { values, files };
  const expectedName = `${id}.expected.yaml`;
  if (!names.includes(expectedName)) return { id, inputs };
  return { id, inputs, expected: await readYaml(join(folder, expectedName)) };
}

async function readYaml(path: string): Promise<unknown> {
  const { root, diagnostics } = parseDocument(await readFile(path, 'utf8'));
  const fault = diagnostics[0];
  if (fault !== undefined) throw new UsageError(`${path}:${fault.span.line}: ${fault.message}`);
  return root === undefined ? null : toPlain(root);
}
