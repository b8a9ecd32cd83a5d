import type { FlowSettings, StepDefinition } from '../flow-definition.ts';
import type { STEP_ERROR_HANDLING } from '../language/step-shape.ts';
import type { MapReading } from '../shape/index.ts';
import { compileValue } from '../value-template.ts';
import { DEFAULT_RETRY } from './read-retry.ts';
import type { Report } from './report.ts';

/** Reads a step's `error_handling`. `on_failure: retry` is `stop` with attempts. */
export function readFailure(
  reading: MapReading<typeof STEP_ERROR_HANDLING.keys> | undefined,
  settings: FlowSettings,
  report: Report,
  step: string,
): Pick<StepDefinition, 'onFailure' | 'retry' | 'fallback' | 'logErrors'> {
  const choice = reading?.value('on_failure');
  const fallback = reading === undefined ? undefined : readFallback(reading, report, step);
  return {
    onFailure: choice === undefined ? settings.onFailure : choice === 'continue' ? 'continue' : 'stop',
    ...(choice === 'retry' && { retry: settings.retry ?? DEFAULT_RETRY }),
    ...(fallback !== undefined && { fallback }),
    logErrors: reading?.value('log_errors') ?? false,
  };
}

function readFallback(
  reading: MapReading<typeof STEP_ERROR_HANDLING.keys>,
  report: Report,
  step: string,
): StepDefinition['fallback'] {
  const valueNode = reading.node('fallback_value');
  const stepNode = reading.node('fallback_step');
  const name = reading.value('fallback_step');
  if (name !== undefined && stepNode !== undefined) {
    if (valueNode !== undefined) {
      const message = '"fallback_value" and "fallback_step" cannot both stand in for the outputs.';
      report.error('conflicting_keys', message, { span: stepNode.span, step, hint: 'Remove one of them.' });
    }
    return { kind: 'step', step: name, span: stepNode.span };
  }
  if (valueNode === undefined) return undefined;
  return { kind: 'value', value: compileValue(valueNode, report, step) };
}
