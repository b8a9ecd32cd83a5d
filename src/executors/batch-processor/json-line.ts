/**
 * A value as one line of JSON. Typed arrays become lists, wide integers numbers, maps and sets what they hold;
 * of a file stands there what is known of it, not its bytes.
 */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value, plainMember) ?? 'null';
}

function plainMember(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    return value instanceof DataView ? null : Array.from(value as unknown as ArrayLike<unknown>);
  }
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof Set) return Array.from(value);
  if (value instanceof Blob) return { type: value.type, size: value.size };
  return value;
}
