import type { StepDefinition } from '../flow-definition.ts';
import type { TIMEOUT } from '../language/step-shape.ts';
import type { MapReading } from '../shape/index.ts';

/** Takes `timeout` apart: a number is for one attempt. */
export function readTimeout(
  read: number | MapReading<typeof TIMEOUT.keys> | undefined,
): Pick<StepDefinition, 'timeout' | 'totalTimeout'> {
  if (read === undefined) return {};
  if (typeof read === 'number') return { timeout: read };
  const timeout = read.value('attempt');
  const totalTimeout = read.value('total');
  return {
    ...(timeout !== undefined && { timeout }),
    ...(totalTimeout !== undefined && { totalTimeout }),
  };
}
