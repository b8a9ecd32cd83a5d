import { FlowError, toWire, type WireCause, type WireError } from '../errors/index.ts';

/**
 * A value as JSON can hold it: typed arrays become lists, wide integers numbers, errors plain data without stacks,
 * files what is known of them without their bytes.
 *
 * @example
 * JSON.stringify(plainData(result), null, 2);
 */
export function plainData(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof FlowError) return withoutStack(toWire(value));
  if (value instanceof Error) return { name: value.name, message: value.message };
  if (Array.isArray(value)) return value.map(plainData);
  if (ArrayBuffer.isView(value)) {
    return value instanceof DataView ? null : Array.from(value as Uint8Array, plainData);
  }
  if (value instanceof Date) return value.toJSON();
  if (value instanceof Set) return Array.from(value, plainData);
  if (value instanceof Map) return plainData(Object.fromEntries(value));
  if (value instanceof Blob) {
    const { name } = value as { name?: string };
    return { ...(name !== undefined && { name }), type: value.type, size: value.size };
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainData(member)]));
}

/** A stack is of no use to who reads a result. */
function withoutStack<Wire extends WireError | WireCause>(wire: Wire): unknown {
  const { stack: _stack, cause, ...error } = wire;
  return cause === undefined ? error : { ...error, cause: withoutStack(cause) };
}
