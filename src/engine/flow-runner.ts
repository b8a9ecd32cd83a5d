import { cancellationOf, type Diagnostic, FlowError, hasErrors } from '../errors/index.ts';
import {
  describeExecutor,
  type ExecutorDescription,
  type ExecutorRegistry,
  type FileInput,
} from '../executors/index.ts';
import {
  checkInputs,
  type FlowInspection,
  type FlowSource,
  type InputDefinition,
  inspectionOf,
  isFileInput,
  type LoadedFlow,
  loadFlow,
} from '../flow/index.ts';
import { defaultServices } from './default-services.ts';
import type { ExecuteOptions } from './flow-engine.ts';
import type { FlowResult } from './flow-result.ts';
import { FlowRun } from './flow-run.ts';
import type { RunEvent } from './run-event.ts';
import { RunRecorder } from './run-recorder.ts';
import { RunScope } from './run-scope.ts';
import type { RunnerServices } from './runner-services.ts';

/**
 * Runs flows. It knows the executor contract and what is handed in, never a worker, a page or a concrete executor.
 *
 * @example
 * const registry = new ExecutorRegistry().register('my_custom_executor', MyCustomExecutor);
 * const result = await new FlowRunner(registry).executeFlow(flow, { text: 'hello world' });
 */
export class FlowRunner {
  private readonly services: RunnerServices;
  readonly registry: ExecutorRegistry;

  constructor(registry: ExecutorRegistry, services: Partial<RunnerServices> = {}) {
    this.registry = registry;
    this.services = { ...defaultServices, ...services };
  }

  /** Reads a flow and finds its faults; runs nothing. */
  inspectFlow(source: FlowSource): FlowInspection {
    return inspectionOf(loadFlow(source, this.registry));
  }

  listExecutors(): readonly ExecutorDescription[] {
    return this.registry.names().map((name) => describeExecutor(name, this.registry.get(name)));
  }

  /**
   * Runs a flow, given as YAML text or as an object. Resolves always: a flow that cannot be read, an input that is
   * wrong, a step that fails are in the result's `error`, with a code.
   */
  async executeFlow(
    source: FlowSource,
    given: Readonly<Record<string, unknown>> = {},
    options: ExecuteOptions = {},
  ): Promise<FlowResult> {
    const startedAt = this.services.clock.now();
    const executionId = this.services.newId();
    const recorder = new RunRecorder();
    const emit = (event: RunEvent): void => {
      recorder.apply(event);
      tell(options.onEvent, event);
    };
    const loaded = this.load(source);
    const flow = loaded.outline?.name ?? '';
    const steps = loaded.runnable?.definition.steps ?? [];
    emit({
      type: 'run_started',
      executionId,
      flow,
      steps: steps.map(({ name, executor }) => ({ name, executor })),
      time: startedAt,
    });
    try {
      if (loaded.thrown !== undefined) throw loaded.thrown;
      const { definition, plan } = runnableOf(loaded);
      const inputs = await this.acceptInputs(definition.inputs, given);
      const end = new AbortController();
      const stopWatching = watch(end, options.signal, definition.settings.timeout, this.services);
      const run = new FlowRun({
        definition,
        plan,
        recorder,
        end,
        executionId,
        inputs,
        scope: new RunScope(definition, executionId, inputs),
        registry: this.registry,
        services: this.services,
        signal: end.signal,
        device: options.device,
        emit,
      });
      return await run.execute(startedAt).finally(stopWatching);
    } catch (thrown) {
      const time = this.services.clock.now();
      const error = FlowError.from(thrown);
      const executionTime = (time - startedAt) / 1000;
      const finished: RunEvent = {
        type: 'run_finished',
        status: 'failed',
        outputs: {},
        error,
        executionTime,
        time,
      };
      emit(finished);
      return recorder.result(finished);
    }
  }

  /** What is no flow at all, or an executor that throws when its config is looked at, ends the run as a fault too. */
  private load(source: FlowSource): LoadedFlow & { readonly thrown?: FlowError } {
    try {
      return loadFlow(source, this.registry);
    } catch (thrown) {
      return { diagnostics: [], thrown: FlowError.from(thrown, 'invalid_flow') };
    }
  }

  /** Checks the inputs and puts files into the store, so that steps pass references and never bytes. */
  private async acceptInputs(
    definitions: readonly InputDefinition[],
    given: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { values, diagnostics } = checkInputs(definitions, given);
    if (hasErrors(diagnostics)) throw refusal('invalid_inputs', diagnostics);
    const accepted: Record<string, unknown> = { ...values };
    for (const { name, type } of definitions) {
      const value = values[name];
      if (isFileInput(type) && value !== null)
        accepted[name] = await this.services.files.keep(value as FileInput);
    }
    return accepted;
  }
}

/** A listener that throws is no fault of the run, which goes on. */
function tell(listener: ExecuteOptions['onEvent'], event: RunEvent): void {
  try {
    listener?.(event);
  } catch (thrown) {
    console.error('A listener of a run threw.', thrown);
  }
}

function runnableOf({ runnable, diagnostics }: LoadedFlow): NonNullable<LoadedFlow['runnable']> {
  if (runnable === undefined) throw refusal('invalid_flow', diagnostics);
  return runnable;
}

function refusal(code: 'invalid_flow' | 'invalid_inputs', all: readonly Diagnostic[]): FlowError {
  const diagnostics = all.filter(({ severity }) => severity === 'error');
  const more = diagnostics.length > 1 ? ` And ${diagnostics.length - 1} more.` : '';
  return new FlowError(code, `${diagnostics[0]?.message ?? 'The flow cannot be read.'}${more}`, {
    diagnostics,
  });
}

/** Ends the run when the caller aborts or the flow's own time is over. */
function watch(
  end: AbortController,
  caller: AbortSignal | undefined,
  timeout: number | undefined,
  { clock }: RunnerServices,
): () => void {
  const cancel = (): void => end.abort(cancellationOf(caller));
  if (caller?.aborted === true) cancel();
  caller?.addEventListener('abort', cancel, { once: true });
  const stopTimer =
    timeout === undefined
      ? undefined
      : clock.after(timeout * 1000, () => {
          const message = `The flow took longer than its ${timeout} s and was stopped.`;
          end.abort(new FlowError('flow_timeout', message));
        });
  return () => {
    caller?.removeEventListener('abort', cancel);
    stopTimer?.();
  };
}
