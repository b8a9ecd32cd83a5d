import { type FlowResult, FlowRunner, plainData } from '../engine/index.ts';
import { formatDiagnostic } from '../errors/index.ts';
import { builtinRegistry } from '../executors/builtin.ts';
import type { Device } from '../executors/index.ts';
import { checkInputs } from '../flow/index.ts';
import { BrowserSession, type PlainFlowResult } from './browser-session.ts';
import { type CheckedFlow, checkFlowFile, diagnosticLines } from './checked-flow.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { type GivenInputs, readGivenInputs } from './given-inputs.ts';

import { RunReporter } from './run-reporter.ts';

export interface RunOptions {
  readonly flow: string;
  readonly input: readonly string[];
  readonly inputs: string | undefined;
  readonly device: Device | undefined;
  readonly json: boolean;
}

/** `promptflow run FLOW`: runs a flow in a headless browser and prints its result. */
export async function runCommand(
  options: RunOptions,
  { prepare, site, out, err }: CommandLine,
): Promise<number> {
  const flow = await checkFlowFile(options.flow);
  for (const line of diagnosticLines(flow)) err(line);
  const given = await readGivenInputs(options.input, options.inputs, flow.outline?.inputs ?? []);
  const refused = await refusal(flow, given);
  if (refused !== undefined) {
    if (refused.error?.code === 'invalid_inputs') {
      for (const diagnostic of refused.error.diagnostics ?? []) err(formatDiagnostic(flow.path, diagnostic));
    }
    print(plainData(refused) as PlainFlowResult, options.json, out);
    return exitCodeOf(refused);
  }
  await prepare();
  const session = await BrowserSession.open({ site, webgpu: options.device === 'webgpu', say: err });
  const stopListening = onInterrupt(() => session.cancel());
  try {
    const reporter = new RunReporter(err);
    const result = await session.run(flow.text, given, options.device, (event) => reporter.show(event));
    print(result, options.json, out);
    if (result.error !== undefined) err(errorLine(flow.path, result.error));
    return exitCodeOf(result as unknown as FlowResult);
  } finally {
    stopListening();
    await session.close();
  }
}

/** One Ctrl-C reaches a process more than once: from the terminal and from each program that started it. */
const SAME_INTERRUPT_MILLISECONDS = 1000;

/** Ctrl-C cancels; a second one, later, ends at once. */
function onInterrupt(cancel: () => Promise<void>): () => void {
  let first: number | undefined;
  const interrupt = (): void => {
    first ??= Date.now();
    if (Date.now() - first > SAME_INTERRUPT_MILLISECONDS) process.exit(EXIT.cancelled);
    // A browser that is gone already cannot be asked; the run ends with it.
    cancel().catch(() => {});
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  return () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
}

/** The result of a flow that is wrong or gets wrong inputs: the engine says so before it needs a page. */
async function refusal(flow: CheckedFlow, { values, files }: GivenInputs): Promise<FlowResult | undefined> {
  const inputs: Record<string, unknown> = { ...values };
  // The page looks at the files themselves; here it counts that they are given.
  for (const [name, path] of Object.entries(files)) inputs[name] = { content: '', filename: path };
  const { runnable } = flow;
  const faults = runnable === undefined ? [] : checkInputs(runnable.definition.inputs, inputs).diagnostics;
  if (runnable !== undefined && faults.length === 0) return undefined;
  return new FlowRunner(builtinRegistry()).executeFlow(flow.text, inputs);
}

function print(result: PlainFlowResult, json: boolean, out: (line: string) => void): void {
  out(JSON.stringify(json ? result : result.outputs, null, 2));
}

/** As a diagnostic where the place is known: `file:line:column code message`. */
function errorLine(
  path: string,
  { code, message, hint, step, span }: NonNullable<PlainFlowResult['error']>,
): string {
  const place = span === undefined ? path : `${path}:${span.line}:${span.column}`;
  const inStep = step === undefined ? '' : ` [step ${step}]`;
  return `${place} ${code} ${message}${hint === undefined ? '' : ` (${hint})`}${inStep}`;
}
