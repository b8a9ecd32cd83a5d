import { differences } from '../../src/cli/match-expected.ts';
import { plainData } from '../../src/engine/plain-data.ts';
import type { Diagnostic, ExecuteOptions, FlowInspection, FlowResult, RunEvent } from '../../src/index.ts';
import type { Expected, Fixture } from './fixture.ts';

/** What a fixture asks of the public API: `FlowRunner` in Node and `EngineClient` in a page both have it. */
export interface FixtureEngine {
  inspectFlow(source: string): FlowInspection | Promise<FlowInspection>;
  executeFlow(
    source: string,
    inputs: Readonly<Record<string, unknown>>,
    options: ExecuteOptions,
  ): Promise<FlowResult>;
  respond(executionId: string, step: string, values: Readonly<Record<string, unknown>>): void | Promise<void>;
}

/** Runs a fixture and tells where what came differs from what its `expected.yaml` says; nothing where it holds. */
export async function runFixture(fixture: Fixture, engine: FixtureEngine): Promise<string[]> {
  const { expected } = fixture;
  const { diagnostics } = await engine.inspectFlow(fixture.flow);
  const told = differences(diagnostics.map(flat), expected.diagnostics ?? [], 'diagnostics');
  // Which faults came says more than that their number is another.
  if (told.length > 0) return [...told, ...diagnostics.map((each) => `told: ${JSON.stringify(flat(each))}`)];
  const result = await execute(fixture, engine);
  if (diagnostics.some(({ severity }) => severity === 'error'))
    return refused(result, 'invalid_flow', diagnostics);
  if (expected.input_diagnostics !== undefined) {
    return refused(result, 'invalid_inputs', expected.input_diagnostics);
  }
  return resultDifferences(result, expected);
}

async function execute(
  { flow, inputs, answers, address }: Fixture,
  engine: FixtureEngine,
): Promise<FlowResult> {
  let executionId = '';
  const refusal = new AbortController();
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'run_started') executionId = event.executionId;
    if (event.type !== 'step_waiting') return;
    const { step } = event;
    const values = answers[step];
    // Who is not to answer keeps the step waiting, until its own time is over.
    if (values === undefined) return;
    Promise.resolve()
      .then(() => engine.respond(executionId, step, values))
      // An answer that is not taken would leave the run waiting for ever.
      .catch((thrown: unknown) => refusal.abort(thrown));
  };
  const result = await engine.executeFlow(flow, inputs, { address, onEvent, signal: refusal.signal });
  if (refusal.signal.aborted) throw refusal.signal.reason;
  return result;
}

/** A flow or inputs with faults start no run, and all of the faults are in the result's error. */
function refused(result: FlowResult, code: string, faults: readonly unknown[]): string[] {
  const { success, status, steps, error } = result;
  const told = {
    success,
    status,
    error: { code: error?.code, diagnostics: error?.diagnostics?.map(flat) },
  };
  const diagnostics = faults.map((fault) => (isDiagnostic(fault) ? flat(fault) : fault)).filter(isError);
  // Of inputs that are refused the steps are known, and none of them has begun.
  const begun = Object.values(steps).filter((step) => step.status !== 'pending');
  const wanted = { success: false, status: 'failed', error: { code, diagnostics } };
  return [...differences(told, wanted), ...differences(begun, [], 'the steps that have begun')];
}

function resultDifferences(result: FlowResult, expected: Expected): string[] {
  const wanted = expected.result ?? {};
  // A part that says nothing of the end of the run means one that ended well.
  const saysHow = ['success', 'status', 'error'].some((key) => key in wanted);
  const found = differences(plainData(result), saysHow ? wanted : { success: true, ...wanted });
  if (expected.outputs_exactly === true) {
    const names = (outputs: unknown): string[] => Object.keys(outputs ?? {}).sort();
    found.push(...differences(names(result.outputs), names(wanted['outputs']), 'the names of the outputs'));
  }
  if (found.length > 0 && result.error !== undefined) found.push(`the run's error: ${result.error.message}`);
  return found;
}

/** A diagnostic as `expected.yaml` has it: line and column stand beside the code. */
function flat({ span, ...diagnostic }: Diagnostic): Record<string, unknown> {
  return { ...diagnostic, line: span.line, column: span.column };
}

function isDiagnostic(fault: unknown): fault is Diagnostic {
  return typeof fault === 'object' && fault !== null && 'span' in fault;
}

function isError(fault: unknown): boolean {
  return !(
    typeof fault === 'object' &&
    fault !== null &&
    'severity' in fault &&
    fault.severity === 'warning'
  );
}
