import type { FlowResult } from '../engine/index.ts';
import { FlowError, toWire, type WireCause, type WireError } from '../errors/index.ts';

/** A result as JSON holds it: typed arrays become lists, errors plain data without stacks, files what is known of them. */
export function plainResult(result: FlowResult): unknown {
  return plain(result);
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof FlowError) {
    return withoutStack(toWire(value));
  }
  if (Array.isArray(value)) return value.map(plain);
  if (ArrayBuffer.isView(value))
    return value instanceof DataView ? null : Array.from(value as Uint8Array, plain);
  if (value instanceof Blob) return { size: value.size, type: value.type };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

function withoutStack<Wire extends WireError | WireCause>(wire: Wire): unknown {
  const { stack: _stack, cause, ...error } = wire;
  return cause === undefined ? error : { ...error, cause: withoutStack(cause) };
}
