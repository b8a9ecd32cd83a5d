import type { FlowResult } from '../../engine/flow-result.ts';
import { FlowError, toWire } from '../../errors/index.ts';

/** A result as JSON text: typed arrays as lists, files by name, type and size, errors with their code. */
export function resultJson(result: FlowResult): string {
  return JSON.stringify(result, plain, 2);
}

function plain(_key: string, value: unknown): unknown {
  if (value instanceof FlowError) {
    // A stack is of no use to who reads a result.
    const { stack: _stack, ...wire } = toWire(value);
    return wire;
  }
  if (value instanceof Error) return { name: value.name, message: value.message };
  if (value instanceof Blob) {
    return { name: value instanceof File ? value.name : 'file', type: value.type, size: value.size };
  }
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof Set) return [...value];
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float32Array);
  return typeof value === 'bigint' ? value.toString() : value;
}
