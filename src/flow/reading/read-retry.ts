import type { LocatedNode } from '../../syntax/index.ts';
import type { RetryPolicy } from '../flow-definition.ts';
import type { RETRY } from '../language/step-shape.ts';
import { describe, type MapReading } from '../shape/index.ts';
import type { Report } from './report.ts';

/** What holds where `retry` says nothing else. */
export const DEFAULT_RETRY: RetryPolicy = {
  maxAttempts: 3,
  delay: 1,
  backoffMultiplier: 1,
  maxDelay: Number.POSITIVE_INFINITY,
  jitter: 0,
};

/** The part that `jitter: true` puts at chance's disposal. */
const DEFAULT_JITTER = 0.5;

/** Reads `retry`. */
export function readRetry(
  reading: MapReading<typeof RETRY.keys> | undefined,
  report: Report,
  step: string,
): RetryPolicy | undefined {
  if (reading === undefined) return undefined;
  const errors = reading.value('retry_on_errors');
  return {
    maxAttempts: reading.value('max_attempts') ?? DEFAULT_RETRY.maxAttempts,
    delay: reading.value('delay') ?? DEFAULT_RETRY.delay,
    backoffMultiplier: reading.value('backoff_multiplier') ?? DEFAULT_RETRY.backoffMultiplier,
    maxDelay: reading.value('max_delay') ?? DEFAULT_RETRY.maxDelay,
    jitter: readJitter(reading.node('jitter'), report, step),
    ...(errors !== undefined && { errors: errors.map((error) => String(error.value)) }),
  };
}

function readJitter(node: LocatedNode | undefined, report: Report, step: string): number {
  if (node === undefined) return 0;
  const value = node.kind === 'scalar' ? node.value : undefined;
  if (typeof value === 'boolean') return value ? DEFAULT_JITTER : 0;
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  const message = `"jitter" has to be true, false or a number from 0 to 1; this is ${describe(node)}.`;
  report.error(typeof value === 'number' ? 'value_out_of_range' : 'wrong_type', message, {
    span: node.span,
    step,
  });
  return 0;
}
