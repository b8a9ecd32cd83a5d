import { FlowError } from '../../errors/index.ts';
import type { FlowSource } from '../../flow/index.ts';
import type { Clock } from '../clock.ts';
import { CancelScope } from '../step/cancel-scope.ts';
import type { TraceRecorder } from '../trace/trace-recorder.ts';
import type { Outcome } from './outcome.ts';
import type { RunFolder } from './run-files.ts';
import { limitRun } from './run-limits.ts';
import type { SubflowRunner } from './subflow-runner.ts';

/** What the flow that stands in shares with the run that failed. */
export interface FailedRun {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outcome: Outcome;
  readonly subflows: SubflowRunner;
  readonly trace: TraceRecorder;
  readonly folder: RunFolder;
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
}

/** The flow that `config.error_handling.fallback_flow` names gets the same inputs, and its outputs are the result's. */
export async function fallBackOn(flow: FlowSource, failed: FailedRun): Promise<Outcome> {
  const { inputs, outcome, subflows, trace, folder, signal, clock } = failed;
  const { error } = outcome;
  const scope = new CancelScope();
  const letGo = limitRun(scope, signal, undefined, clock);
  const result = await subflows
    .run({ flow, inputs, scope, trace: trace.under('fallback_flow'), folder, onEvent: () => {} })
    .finally(letGo);
  if (!result.success) {
    const hint = `Its fallback flow failed too: ${FlowError.from(result.error).message}`;
    if (error === undefined) return outcome;
    return { ...outcome, error: error.hint === undefined ? error.withHint(hint) : error };
  }
  const metadata = {
    fallback_flow: result.metadata?.['flow'] ?? flow,
    ...(error !== undefined && {
      original_error: { code: error.code, kind: error.kind, message: error.message, step: error.step },
    }),
  };
  return { status: 'succeeded', outputs: result.outputs, metadata };
}
