import { type FlowResult, FlowRunner, plainData, type RunTrace } from '../engine/index.ts';
import { builtinRegistry } from '../executors/builtin.ts';
import type { Device } from '../executors/index.ts';
import { checkInputs } from '../flow/index.ts';
import { BrowserSession, type PlainFlowResult } from './browser-session.ts';
import { type CheckedFlow, checkFlowFile } from './checked-flow.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { errorLines, shortLine } from './fault-lines.ts';
import { readGivenAnswers } from './given-answers.ts';
import { type GivenInputs, readGivenInputs } from './given-inputs.ts';
import { runInSession } from './run-in-session.ts';
import { RunReporter } from './run-reporter.ts';
import { assertWritable, writeTrace } from './run-trace-file.ts';

export interface RunOptions {
  readonly flow: string;
  readonly input: readonly string[];
  readonly inputs: string | undefined;
  readonly answer: readonly string[];
  readonly device: Device | undefined;
  /** The folder below which the flows lie that the flow names. */
  readonly root: string | undefined;
  /** Where the run's trace is written. */
  readonly trace: string | undefined;
  readonly json: boolean;
}

/** `promptflow run FLOW`: runs a flow in a headless browser and prints its result. */
export async function runCommand(options: RunOptions, line: CommandLine): Promise<number> {
  const { out, err } = line;
  const flow = await checkFlowFile(options.flow);
  for (const diagnostic of flow.diagnostics) err(shortLine(flow, diagnostic));
  const given = await readGivenInputs(options.input, options.inputs, flow.outline?.inputs ?? []);
  const answers = readGivenAnswers(options.answer);
  if (options.trace !== undefined) await assertWritable(options.trace);
  const refused = await refusal(flow, given);
  if (refused !== undefined) {
    const { error } = refused.result;
    if (error?.code === 'invalid_inputs') {
      for (const diagnostic of error.diagnostics ?? []) err(shortLine(flow, diagnostic));
    }
    print(plainData(refused.result) as PlainFlowResult, options.json, out);
    if (options.trace !== undefined) await writeTrace(options.trace, refused.trace, err);
    return exitCodeOf(refused.result);
  }
  await line.prepare();
  const session = await BrowserSession.open({
    site: line.site,
    webgpu: options.device === 'webgpu',
    say: err,
  });
  const stopListening = onInterrupt(() => session.cancel());
  try {
    const reporter = new RunReporter(err);
    const { result, stoppedBecause } = await runInSession(session, {
      flow,
      inputs: given,
      answers,
      ask: line.ask,
      device: options.device,
      root: options.root,
      onEvent: (event) => reporter.show(event),
      say: err,
    });
    print(result, options.json, out);
    if (options.trace !== undefined) {
      await writeTrace(options.trace, await session.readTrace(result.executionId), err);
    }
    if (stoppedBecause !== undefined) {
      err(stoppedBecause);
      return EXIT.wrong;
    }
    const { error } = result;
    if (error !== undefined) {
      for (const each of errorLines(flow, error, line.paintErr)) err(each);
    }
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

interface Refused {
  readonly result: FlowResult;
  readonly trace: RunTrace | undefined;
}

/** What becomes of a flow that is wrong or gets wrong inputs: the engine says so before it needs a page. */
async function refusal(flow: CheckedFlow, { values, files }: GivenInputs): Promise<Refused | undefined> {
  const inputs: Record<string, unknown> = { ...values };
  // The page looks at the files themselves; here it counts that they are given.
  for (const [name, path] of Object.entries(files)) inputs[name] = { content: '', filename: path };
  const { runnable } = flow;
  const faults = runnable === undefined ? [] : checkInputs(runnable.definition.inputs, inputs).diagnostics;
  if (runnable !== undefined && faults.length === 0) return undefined;
  const runner = new FlowRunner(builtinRegistry());
  const result = await runner.executeFlow(flow.text, inputs);
  return { result, trace: runner.readTrace(result.executionId) };
}

/** The whole result, or else the text that the flow asks for, or else its outputs. */
function print(result: PlainFlowResult, json: boolean, out: (line: string) => void): void {
  if (json || result.formatted === undefined) out(JSON.stringify(json ? result : result.outputs, null, 2));
  else out(result.formatted.replace(/\n$/, ''));
}
