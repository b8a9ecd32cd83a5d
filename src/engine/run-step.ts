import { FlowError } from '../errors/index.ts';
import type { ExecutorRegistry } from '../executors/index.ts';
import { conditionHolds } from '../expressions/index.ts';
import { type FlowDefinition, type PlannedStep, renderMap, renderValue } from '../flow/index.ts';
import type { ExecuteOptions } from './flow-engine.ts';
import { type Invocation, invokeExecutor } from './invoke-executor.ts';
import type { RunEvent } from './run-event.ts';
import type { RunScope } from './run-scope.ts';
import type { RunnerServices } from './runner-services.ts';
import { stepContext } from './step-context.ts';

export interface StepSetting {
  readonly definition: FlowDefinition;
  readonly executionId: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly scope: RunScope;
  readonly registry: ExecutorRegistry;
  readonly services: RunnerServices;
  /** Aborted when the run ends before its steps do. */
  readonly signal: AbortSignal;
  readonly device: ExecuteOptions['device'];
  readonly outputsOf: (step: string) => Readonly<Record<string, unknown>>;
  readonly emit: (event: RunEvent) => void;
}

/** How a step ended; each way has had its event. */
export type StepEnd = 'succeeded' | 'skipped' | 'cancelled' | { readonly failed: FlowError };

/** Runs one step whose needs are done: condition, config, executor, time-out, events. Resolves always. */
export async function runStep(step: PlannedStep, setting: StepSetting): Promise<StepEnd> {
  const { emit, registry, services, signal } = setting;
  const { name, executor, timeout } = step.definition;
  const { clock } = services;
  const time = (): number => clock.now();
  try {
    if (!shallRun(step, setting)) {
      emit({ type: 'step_skipped', step: name, reason: 'Its condition does not hold.', time: time() });
      return 'skipped';
    }
  } catch (thrown) {
    const error = FlowError.from(thrown).at({ step: name });
    emit({ type: 'step_failed', step: name, error, metadata: {}, executionTime: 0, time: time() });
    return { failed: error };
  }
  emit({ type: 'step_started', step: name, attempt: 1, time: time() });
  const limit = timeLimit(timeout, signal, services);
  const invocation = await attemptStep(step, setting, limit.signal);
  limit.clear();
  const { metadata, executionTime } = invocation;
  if (signal.aborted) {
    emit({ type: 'step_cancelled', step: name, executionTime, time: time() });
    return 'cancelled';
  }
  registry.record(executor, invocation.success, executionTime);
  if (invocation.success) {
    const outputs = kept(invocation.outputs, step.definition.keepOutputs);
    emit({ type: 'step_succeeded', step: name, outputs, metadata, executionTime, time: time() });
    return 'succeeded';
  }
  const error = invocation.error.at({ step: name });
  emit({ type: 'step_failed', step: name, error, metadata, executionTime, time: time() });
  return { failed: error };
}

function shallRun({ definition }: PlannedStep, { scope }: StepSetting): boolean {
  const { condition } = definition;
  return condition === undefined || conditionHolds(renderValue(condition, scope.names));
}

async function attemptStep(
  step: PlannedStep,
  setting: StepSetting,
  signal: AbortSignal,
): Promise<Invocation> {
  const { registry, services, scope, inputs, outputsOf } = setting;
  let isOver = false;
  // An executor may have left timers behind: what it reports after its end goes nowhere.
  const emit = (event: RunEvent): void => {
    if (!isOver && !signal.aborted) setting.emit(event);
  };
  try {
    const config = renderMap(step.definition.config, scope.names);
    const steps = Object.fromEntries(step.sources.map((source) => [source, outputsOf(source)]));
    const context = stepContext({ ...setting, emit, step, attempt: 1, signal, snapshot: { inputs, steps } });
    return await invokeExecutor(registry.get(step.definition.executor), config, context, services);
  } catch (thrown) {
    return { success: false, error: FlowError.from(thrown), metadata: {}, executionTime: 0 };
  } finally {
    isOver = true;
  }
}

/** A signal that aborts with the run, or when the step's seconds are over. */
function timeLimit(
  seconds: number | undefined,
  run: AbortSignal,
  { clock }: RunnerServices,
): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController();
  const follow = (): void => controller.abort(run.reason);
  if (run.aborted) follow();
  run.addEventListener('abort', follow, { once: true });
  const cancelTimer =
    seconds === undefined
      ? undefined
      : clock.after(seconds * 1000, () => {
          const message = `The step took longer than its ${seconds} s and was stopped.`;
          const hint = 'Give it a longer timeout, or less to do.';
          controller.abort(new FlowError('step_timeout', message, { hint }));
        });
  const clear = (): void => {
    run.removeEventListener('abort', follow);
    cancelTimer?.();
  };
  return { signal: controller.signal, clear };
}

function kept(
  outputs: Readonly<Record<string, unknown>>,
  names: readonly string[] | undefined,
): Readonly<Record<string, unknown>> {
  if (names === undefined) return outputs;
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(outputs, name)).map((name) => [name, outputs[name]]),
  );
}
