import { FlowError } from '../errors/index.ts';
import type { ExecutorRegistry } from '../executors/index.ts';
import { conditionHolds } from '../expressions/index.ts';
import { type FlowDefinition, type PlannedStep, renderMap, renderValue } from '../flow/index.ts';
import type { ExecuteOptions } from './flow-engine.ts';
import { type Invocation, invokeExecutor } from './invoke-executor.ts';
import type { RunEvent } from './run-event.ts';
import type { RunRecorder } from './run-recorder.ts';
import type { RunScope } from './run-scope.ts';
import type { RunnerServices } from './runner-services.ts';
import { stepContext } from './step-context.ts';
import { timeLimit } from './time-limit.ts';
import { whyUnreadable } from './why-unreadable.ts';

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
  readonly recorder: RunRecorder;
  readonly emit: (event: RunEvent) => void;
}

/** How a step ended; each way has had its event. */
export type StepEnd = 'succeeded' | 'skipped' | 'cancelled' | { readonly failed: FlowError };

/** Runs one step whose needs are done: condition, config, executor, time-out, events. Resolves always. */
export async function runStep(step: PlannedStep, setting: StepSetting): Promise<StepEnd> {
  const { emit, registry, services, signal } = setting;
  const { name, executor, timeout, keepOutputs, nameSpan } = step.definition;
  const time = (): number => services.clock.now();
  const prepared = prepare(step, setting);
  if ('skip' in prepared) {
    emit({ type: 'step_skipped', step: name, reason: prepared.skip, time: time() });
    return 'skipped';
  }
  if ('error' in prepared) {
    const { error } = prepared;
    emit({ type: 'step_failed', step: name, error, metadata: {}, executionTime: 0, time: time() });
    return { failed: error };
  }
  emit({ type: 'step_started', step: name, attempt: 1, time: time() });
  const limit = timeLimit(timeout, signal, services.clock);
  const invocation = await attemptStep(step, prepared.config, setting, limit.signal);
  limit.clear();
  const { metadata, executionTime } = invocation;
  if (signal.aborted) {
    emit({ type: 'step_cancelled', step: name, executionTime, time: time() });
    return 'cancelled';
  }
  registry.record(executor, invocation.success, executionTime);
  if (invocation.success) {
    const outputs = kept(invocation.outputs, keepOutputs);
    emit({ type: 'step_succeeded', step: name, outputs, metadata, executionTime, time: time() });
    return 'succeeded';
  }
  // What no template is to blame for is shown at the step.
  const error = invocation.error.at({ step: name, span: nameSpan });
  emit({ type: 'step_failed', step: name, error, metadata, executionTime, time: time() });
  return { failed: error };
}

type Prepared = { config: Record<string, unknown> } | { skip: string } | { error: FlowError };

/** Everything about a step that templates decide: whether it runs, and with what. */
function prepare({ definition, mayRead }: PlannedStep, { scope, recorder }: StepSetting): Prepared {
  const { name, condition, config } = definition;
  try {
    if (condition !== undefined && !conditionHolds(renderValue(condition, scope.names))) {
      return { skip: 'Its condition does not hold.' };
    }
    return { config: renderMap(config, scope.names) };
  } catch (thrown) {
    const error = FlowError.from(thrown).at({ step: name });
    // The branch that was taken reads a step that has no outputs.
    const missing = error.code === 'undefined_name' ? whyUnreadable(mayRead, recorder) : undefined;
    return missing === undefined ? { error } : { skip: missing };
  }
}

async function attemptStep(
  step: PlannedStep,
  config: Record<string, unknown>,
  setting: StepSetting,
  signal: AbortSignal,
): Promise<Invocation> {
  const { registry, services, inputs, recorder } = setting;
  let isOver = false;
  // An executor may have left timers behind: what it reports after its end goes nowhere.
  const emit = (event: RunEvent): void => {
    if (!isOver && !signal.aborted) setting.emit(event);
  };
  const sources = step.sources.map((source) => [source, recorder.step(source)?.outputs ?? {}]);
  const snapshot = { inputs, steps: Object.fromEntries(sources) };
  const context = stepContext({ ...setting, emit, step, attempt: 1, signal, snapshot });
  const invocation = await invokeExecutor(registry.get(step.definition.executor), config, context, services);
  isOver = true;
  return invocation;
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
