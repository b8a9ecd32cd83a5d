import { FlowError, stackTrace } from '../../errors/index.ts';
import type { ExecutionResult, ExecutorRegistry } from '../../executors/index.ts';
import type { FlowDefinition, FlowSource, LoadedFlow } from '../../flow/index.ts';
import type { ExecuteOptions } from '../flow-engine.ts';
import type { RunnerServices } from '../runner-services.ts';
import type { FlowResult, RunStatus } from '../state/flow-result.ts';
import type { RunEvent, RunFinished } from '../state/run-event.ts';
import { CancelScope } from '../step/cancel-scope.ts';
import { secondsBetween } from '../step/invoke-executor.ts';
import type { QuestionDesk } from '../step/question-desk.ts';
import type { StepCache } from '../step/step-cache.ts';
import type { TraceArchive } from '../trace/trace-archive.ts';
import { TraceRecorder } from '../trace/trace-recorder.ts';
import { acceptInputs } from './accept-inputs.ts';
import { outputsOf, outputsSoFar } from './flow-outputs.ts';
import { FlowRun } from './flow-run.ts';
import { formatResult } from './format-result.ts';
import { refusal } from './refusal.ts';
import { runCallbacks } from './run-callbacks.ts';
import { MemoryCheckpoints } from './run-checkpoints.ts';
import { limitRun } from './run-limits.ts';
import { RunRecorder } from './run-recorder.ts';
import { RunScope } from './run-scope.ts';
import type { RunSetting } from './run-setting.ts';
import type { SubflowRunner } from './subflow-runner.ts';

/** What all runs of one runner share. */
export interface ExecutionShare {
  readonly registry: ExecutorRegistry;
  readonly services: RunnerServices;
  readonly cache: StepCache;
  readonly desk: QuestionDesk;
  readonly traces: TraceArchive;
}

/** How a run ended, before anybody is told. */
type Outcome = Pick<RunFinished, 'status' | 'outputs'> & {
  readonly error?: FlowError;
  readonly metadata?: Readonly<Record<string, unknown>>;
};

/** One run from its first event to its last: inputs, steps, outputs, the flow that stands in for it, callbacks. */
export class Execution {
  private readonly loaded: LoadedFlow;
  private readonly options: ExecuteOptions;
  private readonly share: ExecutionShare;
  private readonly subflows: SubflowRunner;
  private readonly executionId: string;
  private readonly startedAt: number;
  private readonly recorder = new RunRecorder();
  private readonly trace: TraceRecorder;
  private readonly isRoot: boolean;
  private readonly cancel = new CancelScope();
  private finished: RunFinished | undefined;

  /** `parent` is the trace of the run whose step this run is. */
  constructor(
    loaded: LoadedFlow,
    options: ExecuteOptions,
    share: ExecutionShare,
    subflows: SubflowRunner,
    parent: TraceRecorder | undefined,
  ) {
    this.trace = parent ?? new TraceRecorder();
    this.isRoot = parent === undefined;
    this.loaded = loaded;
    this.options = options;
    this.share = share;
    this.subflows = subflows;
    this.executionId = share.services.newId();
    this.startedAt = share.services.clock.now();
  }

  /** Resolves always. */
  async run(given: Readonly<Record<string, unknown>>): Promise<FlowResult> {
    const { loaded, executionId, startedAt } = this;
    const flow = loaded.outline?.name ?? '';
    if (this.isRoot) this.share.traces.keep(executionId, () => this.readTrace(flow));
    this.emit({
      type: 'run_started',
      executionId,
      flow,
      steps: loaded.runnable?.steps ?? [],
      time: startedAt,
    });
    return this.finish(flow, await this.perform(given));
  }

  private async perform(given: Readonly<Record<string, unknown>>): Promise<Outcome> {
    const { loaded, cancel, options, share } = this;
    try {
      if (loaded.fault !== undefined) throw loaded.fault;
      if (loaded.runnable === undefined) throw refusal('invalid_flow', loaded.diagnostics);
      const { definition, plan } = loaded.runnable;
      const inputs = await acceptInputs(definition.inputs, given, share.services.files);
      const letGo = limitRun(cancel, options.signal, definition.settings.timeout, share.services.clock);
      try {
        const setting = this.settingOf(definition, inputs);
        const now = share.services.clock.now();
        const failure = await new FlowRun(setting, plan, now).execute();
        const outcome = outcomeOf(setting, failure);
        const { fallbackFlow } = definition.settings;
        if (outcome.status !== 'failed' || fallbackFlow === undefined) return outcome;
        return await this.fallBackOn(fallbackFlow, inputs, outcome);
      } finally {
        letGo();
      }
    } catch (thrown) {
      return { status: 'failed', outputs: {}, error: FlowError.from(thrown) };
    }
  }

  private settingOf(definition: FlowDefinition, inputs: Readonly<Record<string, unknown>>): RunSetting {
    const { executionId, cancel, recorder, trace, subflows, share, options } = this;
    return {
      definition,
      executionId,
      inputs,
      scope: new RunScope(definition, executionId, inputs, recorder),
      registry: share.registry,
      services: share.services,
      cancel,
      device: options.device,
      recorder,
      trace,
      checkpoints: new MemoryCheckpoints(),
      cache: share.cache,
      desk: share.desk,
      subflows,
      emit: this.emit,
    };
  }

  /** The flow that `config.error_handling.fallback_flow` names gets the same inputs, and its outputs are the result's. */
  private async fallBackOn(
    flow: FlowSource,
    inputs: Readonly<Record<string, unknown>>,
    outcome: Outcome,
  ): Promise<Outcome> {
    const scope = new CancelScope();
    const letGo = limitRun(scope, this.options.signal, undefined, this.share.services.clock);
    const result: ExecutionResult = await this.subflows
      .run(flow, inputs, scope, this.trace.under('fallback_flow'), () => {})
      .finally(letGo);
    if (!result.success) {
      const { error } = outcome;
      const hint = `Its fallback flow failed too: ${FlowError.from(result.error).message}`;
      if (error === undefined) return outcome;
      return { ...outcome, error: error.hint === undefined ? error.withHint(hint) : error };
    }
    const { error } = outcome;
    const metadata = {
      fallback_flow: result.metadata?.['flow'] ?? flow,
      ...(error !== undefined && {
        original_error: { code: error.code, kind: error.kind, message: error.message, step: error.step },
      }),
    };
    return { status: 'succeeded', outputs: result.outputs, metadata };
  }

  private async finish(flow: string, outcome: Outcome): Promise<FlowResult> {
    const { executionId, startedAt, share, loaded, recorder } = this;
    const { services } = share;
    const settings = loaded.runnable?.definition.settings;
    const { error } = outcome;
    const isTraced = settings?.includeStackTrace === true && error !== undefined;
    const result = {
      ...outcome,
      metadata: {
        ...recorder.metadata(),
        ...outcome.metadata,
        ...(isTraced && { stack_trace: stackTrace(error) }),
      },
      executionTime: secondsBetween(startedAt, services.clock.now()),
    };
    const callbacks = settings?.callbacks ?? [];
    const faults =
      callbacks.length === 0
        ? []
        : await runCallbacks({ callbacks, flow, executionId, result, services, emit: this.emit });
    const metadata = faults.length === 0 ? result.metadata : { ...result.metadata, callback_faults: faults };
    const finished: RunFinished = {
      type: 'run_finished',
      ...result,
      metadata,
      ...(settings?.output !== undefined && { formatted: formatResult(result, settings.output) }),
      time: services.clock.now(),
    };
    this.finished = finished;
    this.emit(finished);
    return recorder.result(finished);
  }

  /** A listener that throws is no fault of the run, which goes on. */
  private readonly emit = (event: RunEvent): void => {
    this.recorder.apply(event);
    try {
      this.options.onEvent?.(event);
    } catch (thrown) {
      console.error('A listener of a run threw.', thrown);
    }
  };

  private readTrace(flow: string) {
    const { executionId, startedAt: start, finished } = this;
    const status: 'running' | RunStatus = finished?.status ?? 'running';
    const end = finished?.time;
    return this.trace.read({ executionId, flow, status, start, ...(end !== undefined && { end }) });
  }
}

function outcomeOf(setting: RunSetting, failure: FlowError | undefined): Outcome {
  const { reason } = setting.cancel;
  if (failure !== undefined) return { status: 'failed', error: failure, outputs: outputsSoFar(setting) };
  if (reason !== undefined) {
    const status = reason.kind === 'timeout' ? 'timed_out' : 'cancelled';
    return { status, error: reason, outputs: outputsSoFar(setting) };
  }
  try {
    return { status: 'succeeded', outputs: outputsOf(setting) };
  } catch (thrown) {
    return { status: 'failed', error: FlowError.from(thrown), outputs: outputsSoFar(setting) };
  }
}
