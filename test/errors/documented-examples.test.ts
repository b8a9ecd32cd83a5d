import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { errorLines, fullLines } from '../../src/cli/fault-lines.ts';
import { defaultServices } from '../../src/engine/default-services.ts';
import { type FlowLoader, FlowRunner } from '../../src/engine/index.ts';
import type { Diagnostic, FlowError } from '../../src/errors/index.ts';
import { builtinRegistry } from '../../src/executors/builtin.ts';
import { MemoryFileStore, StoredFiles } from '../../src/storage/index.ts';
import { type DocumentedExample, readExamples, withPrinted } from './support/documented-example.ts';
import { diagnosticCodes, flowErrorCodes } from './support/known-codes.ts';

const path = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));
const document = readFileSync(path, 'utf8');
const examples = readExamples(document);
const diagnosed = examples.filter(({ part }) => part === 'diagnostics');
const failing = examples.filter(({ part }) => part === 'flow errors');
const printed = new Map<string, string>();
const titleOf = ({ part, code }: DocumentedExample): string => `${part}: ${code}`;

/** On the built-in executors in Node, where there is neither a model nor a page. */
function runnerFor(flow: string): FlowRunner {
  const flows: FlowLoader = {
    load: (address, base) =>
      address === 'flow.yaml'
        ? Promise.resolve({ source: flow, address })
        : defaultServices.flows.load(address, base),
  };
  return new FlowRunner(builtinRegistry(), { flows, files: new StoredFiles(new MemoryFileStore()) });
}

/** The faults of the flow's text, or where the example has inputs those of the inputs alone. */
async function faultsOf(flow: string, inputs: DocumentedExample['inputs']): Promise<readonly Diagnostic[]> {
  const runner = runnerFor(flow);
  const { diagnostics } = runner.inspectFlow(flow);
  if (inputs === undefined) return diagnostics;
  expect(diagnostics).toEqual([]);
  const { error } = await runner.executeFlow(flow, inputs);
  expect(error?.code).toBe('invalid_inputs');
  return error?.diagnostics ?? [];
}

async function failureOf({ code, inputs }: DocumentedExample, flow: string): Promise<FlowError | undefined> {
  const runner = runnerFor(flow);
  if (code !== 'invalid_flow') expect(runner.inspectFlow(flow).diagnostics).toEqual([]);
  return (await runner.executeFlow(flow, inputs ?? {})).error;
}

describe('diagnostics', () => {
  test('every code has an example, with what is printed', () => {
    expect(diagnosed.map(({ code }) => code).sort()).toEqual([...diagnosticCodes].sort());
    expect(diagnosed.filter((each) => each.flow === undefined || each.printed === undefined)).toEqual([]);
  });

  test.each(diagnosed)('$code comes alone', async (example) => {
    const { code, flow = '', inputs } = example;
    const faults = await faultsOf(flow, inputs);
    expect(faults.map((fault) => fault.code)).toEqual([code]);
    const lines = faults.flatMap((fault) => fullLines({ path: 'flow.yaml', text: flow }, fault));
    printed.set(titleOf(example), lines.join('\n'));
  });
});

describe('flow errors', () => {
  test('every code has an example, or a sentence that says when it comes', () => {
    expect(failing.map(({ code }) => code).sort()).toEqual([...flowErrorCodes].sort());
    expect(failing.filter(({ flow, words }) => flow === undefined && !/^When .*\.$/.test(words))).toEqual([]);
  });

  test.each(failing.filter(({ flow }) => flow !== undefined))('$code comes', async (example) => {
    const { code, flow = '' } = example;
    const error = await failureOf(example, flow);
    expect(error?.code).toBe(code);
    if (example.printed === undefined || error === undefined) return;
    printed.set(titleOf(example), errorLines({ path: 'flow.yaml', text: flow }, error).join('\n'));
  });
});

test('what the document says is printed is printed; `npx vitest run --project unit FILE -u` writes it anew', async () => {
  expect(printed.size).toBe(examples.filter((example) => example.printed !== undefined).length);
  const anew = withPrinted(document, (example) => printed.get(titleOf(example)));
  await expect(anew).toMatchFileSnapshot(path);
});
