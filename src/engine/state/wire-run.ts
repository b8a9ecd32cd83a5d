import { FlowError, fromWire, toWire } from '../../errors/index.ts';
import type { FlowResult, StepResult } from './flow-result.ts';
import type { RunEvent } from './run-event.ts';

/**
 * Events and results carry errors, and a structured clone of an error loses its code.
 * So they cross threads, and lie in journals, as `packed`, with each `error` in its wire form.
 */
export function packEvent(event: RunEvent): unknown {
  return packed(event);
}

export function unpackEvent(event: unknown): RunEvent {
  return unpacked(event) as RunEvent;
}

export function packResult(result: FlowResult): unknown {
  return { ...packed(result), steps: mapValues(result.steps, packed) };
}

export function unpackResult(wire: unknown): FlowResult {
  const { steps, ...rest } = wire as { steps: Record<string, unknown> };
  return {
    ...(unpacked(rest) as FlowResult),
    steps: mapValues(steps, unpacked) as Record<string, StepResult>,
  };
}

function packed(value: object): object {
  return 'error' in value && value.error instanceof FlowError
    ? { ...value, error: toWire(value.error) }
    : value;
}

function unpacked(value: unknown): unknown {
  const wire = value as { error?: Parameters<typeof fromWire>[0] };
  return wire.error === undefined ? wire : { ...wire, error: fromWire(wire.error) };
}

function mapValues<A, B>(map: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
