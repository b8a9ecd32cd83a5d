import type { AnyExecutor } from '../../executors/index.ts';

/**
 * The key under which a step's outputs are kept: whatever goes into them, as one hash.
 * Undefined where something goes in that has no content to compare, such as a file that is not in the store.
 */
export async function cacheKey(
  executor: AnyExecutor,
  models: string,
  content: unknown,
): Promise<string | undefined> {
  let text: string;
  try {
    text = JSON.stringify([
      executor.name,
      executor.version,
      executor.moduleUrl ?? '',
      models,
      plain(content),
    ]);
  } catch {
    return undefined;
  }
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A value in a form whose JSON tells equal from different: keys in order, numbers that JSON does not have by name.
 * Throws for what has no such form. A file's reference holds the hash of its bytes.
 */
function plain(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : { $number: String(value) };
    case 'bigint':
      return { $bigint: value.toString() };
    case 'undefined':
      return { $undefined: true };
    case 'object':
      return value === null ? null : plainObject(value);
    default:
      throw new TypeError('A function has no content.');
  }
}

function plainObject(value: object): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date) return { $date: value.getTime() };
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return { $array: value.constructor.name, items: Array.from(value as Float32Array) };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('This has no plain content.');
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, plain(member)]);
}
