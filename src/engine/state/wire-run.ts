import { FlowError, fromWire, toWire, type WireError } from '../../errors/index.ts';
import type { FlowResult, StepResult } from './flow-result.ts';
import type { RunEvent } from './run-event.ts';
import type { RunState, StepState } from './run-state.ts';

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

/** A state that was opened, or looked back at: its steps have errors of two kinds. */
export function packState(state: RunState): unknown {
  const steps = mapValues(state.steps, (step) =>
    step.retrying === undefined ? packed(step) : { ...packed(step), retrying: toWire(step.retrying) },
  );
  return { ...packed(state), steps };
}

export function unpackState(wire: unknown): RunState {
  const { steps, ...rest } = wire as { steps: Record<string, { retrying?: WireError }> };
  return {
    ...(unpacked(rest) as RunState),
    steps: mapValues(steps, ({ retrying, ...step }) => ({
      ...(unpacked(step) as StepState),
      ...(retrying !== undefined && { retrying: fromWire(retrying) }),
    })),
  };
}

function packed(value: object): object {
  return 'error' in value && value.error instanceof FlowError
    ? { ...value, error: toWire(value.error) }
    : value;
}

function unpacked(value: unknown): unknown {
  const wire = value as { error?: WireError };
  return wire.error === undefined ? wire : { ...wire, error: fromWire(wire.error) };
}

function mapValues<A, B>(map: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
