import type { FlowResult } from '../engine/index.ts';
import { FlowError, toWire } from '../errors/index.ts';

/** A result as JSON holds it: typed arrays become lists, errors plain data without stacks, files what is known of them. */
export function plainResult(result: FlowResult): unknown {
  return plain(result);
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof FlowError) {
    const { stack: _stack, cause, ...error } = toWire(value);
    return cause === undefined ? error : { ...error, cause: { message: cause.message } };
  }
  if (Array.isArray(value)) return value.map(plain);
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? null : Array.from(value as Uint8Array);
  if (value instanceof Blob) return { size: value.size, type: value.type };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}
