import { FlowError, stackTrace } from '../../errors/index.ts';
import { type PlannedStep, renderValue, type ValueTemplate } from '../../flow/index.ts';
import type { RunSetting } from '../run/run-setting.ts';
import type { Failure, Invocation } from './invocation.ts';

/** How a step ended. Each way has had its event, but for the last: there another step has the word first. */
export type StepEnd =
  | 'succeeded'
  | 'skipped'
  | 'cancelled'
  | { readonly failed: FlowError }
  | { readonly standIn: string; readonly failure: Failure };

/** Turns what came of a step into its end, by its event. */
export function endStep(step: PlannedStep, setting: RunSetting, invocation: Invocation): StepEnd {
  const { name } = step.definition;
  const { executionTime, endedAt: time } = invocation;
  if (setting.cancel.reason !== undefined) {
    setting.emit({ type: 'step_cancelled', step: name, executionTime, time });
    return 'cancelled';
  }
  if (!invocation.success) return failStep(step, setting, invocation);
  const { metadata, cached } = invocation;
  const outputs = kept(invocation.outputs, step.definition.keepOutputs);
  setting.emit({
    type: 'step_succeeded',
    step: name,
    outputs,
    metadata,
    executionTime,
    time,
    ...(cached !== undefined && { cached }),
  });
  return 'succeeded';
}

/** The end of a step that failed, unless something stands in for it. */
export function failStep(step: PlannedStep, setting: RunSetting, failure: Failure): StepEnd {
  const { name, nameSpan, fallback } = step.definition;
  // What no template is to blame for is shown at the step.
  const located = { ...failure, error: failure.error.at({ step: name, span: nameSpan }) };
  if (fallback?.kind === 'step') return { standIn: fallback.step, failure: located };
  if (fallback?.kind === 'value') return fallBackOn(fallback.value, step, setting, located);
  return failedEnd(step, setting, located);
}

/** The event of a failure that nothing stands in for. */
export function failedEnd(
  step: PlannedStep,
  { definition, emit }: RunSetting,
  { error, metadata: known, executionTime, endedAt: time }: Failure,
): StepEnd {
  const { includeStackTrace } = definition.settings;
  const metadata = includeStackTrace ? { ...known, stack_trace: stackTrace(error) } : known;
  emit({ type: 'step_failed', step: step.definition.name, error, metadata, executionTime, time });
  return { failed: error };
}

/** The end of a step whose place something else has taken; why it was needed stays to be read. */
export function standInEnd(
  step: PlannedStep,
  setting: RunSetting,
  failure: Failure,
  outputs: Readonly<Record<string, unknown>>,
  by: string,
): StepEnd {
  const { error, metadata, executionTime, endedAt } = failure;
  setting.emit({
    type: 'step_succeeded',
    step: step.definition.name,
    outputs: kept(outputs, step.definition.keepOutputs),
    metadata: { ...metadata, fallback: by },
    error,
    executionTime,
    time: Math.max(endedAt, setting.services.clock.now()),
  });
  return 'succeeded';
}

export function skipStep(step: PlannedStep, { emit }: RunSetting, reason: string, time: number): StepEnd {
  emit({ type: 'step_skipped', step: step.definition.name, reason, time });
  return 'skipped';
}

function fallBackOn(
  template: ValueTemplate,
  step: PlannedStep,
  setting: RunSetting,
  failure: Failure,
): StepEnd {
  const { name } = step.definition;
  try {
    const { names } = setting.scope;
    const own = { error: { ...pick(failure.error) }, status: 'failed', success: false };
    const steps = { ...(names['steps'] as Record<string, unknown>), [name]: own };
    const value = renderValue(template, { ...names, steps });
    return standInEnd(step, setting, failure, mapOf(value), 'value');
  } catch (thrown) {
    const error = FlowError.from(thrown).at({ step: name });
    return failedEnd(step, setting, { ...failure, error });
  }
}

function pick({ code, kind, message }: FlowError) {
  return { code, kind, message };
}

/** Outputs are a map: a map as it is, anything else by the name `value`. */
function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  const isMap =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
  return isMap ? (value as Record<string, unknown>) : { value };
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
