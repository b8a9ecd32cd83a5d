import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseDocument, toPlain } from '../syntax/index.ts';
import { UsageError } from './exit-codes.ts';
import { answerOf, type GivenAnswers } from './given-answers.ts';
import { type GivenInputs, splitFiles } from './given-inputs.ts';

/** A sample of a flow: inputs to try, and what has to come of them where somebody wrote that down. */
export interface FlowSample {
  readonly id: string;
  readonly inputs: GivenInputs;
  /** What is said to steps that ask a person. */
  readonly answers: GivenAnswers;
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
  const path = join(folder, `${id}${INPUTS}`);
  const written = (await readYaml(path)) as {
    inputs?: Record<string, unknown>;
    answers?: Record<string, unknown>;
  } | null;
  const inputs = splitFiles(written?.inputs ?? {}, folder, () => true);
  const answers = { bySteps: readAnswers(path, written?.answers ?? {}), folder };
  const expectedName = `${id}.expected.yaml`;
  if (!names.includes(expectedName)) return { id, inputs, answers };
  return { id, inputs, answers, expected: await readYaml(join(folder, expectedName)) };
}

function readAnswers(path: string, written: Readonly<Record<string, unknown>>): GivenAnswers['bySteps'] {
  const answers = Object.entries(written).map(([step, value]) => {
    const answer = answerOf(value);
    if (answer !== undefined) return [step, answer] as const;
    throw new UsageError(`${path}: the answer to "${step}" has to be true, false or a map.`);
  });
  return Object.fromEntries(answers);
}

async function readYaml(path: string): Promise<unknown> {
  const { root, diagnostics } = parseDocument(await readFile(path, 'utf8'));
  const fault = diagnostics[0];
  if (fault !== undefined) throw new UsageError(`${path}:${fault.span.line}: ${fault.message}`);
  return root === undefined ? null : toPlain(root);
}
