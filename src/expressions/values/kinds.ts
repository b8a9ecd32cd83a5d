/** A list of the language: an array or a typed array. */
export type ListValue = ArrayLike<unknown> & object;

/** A map of the language: an object that is plain data. */
export type MapValue = Record<string, unknown>;

/** Tells whether a value is a list; a typed array is one, a `DataView` is not. */
export function isList(value: unknown): value is ListValue {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/**
 * Tells whether a value is a map: an object without a class.
 * A `Blob`, a `Date`, an error or any other instance is passed on whole and shows no members.
 */
export function isMap(value: unknown): value is MapValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Data from another realm has that realm's Object.prototype, which has no prototype either.
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** Reads an own data member; undefined where there is none. A getter is never run. */
export function ownMember(object: object, name: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(object, name);
  return descriptor === undefined ? undefined : descriptor.value;
}

/** Sets a member of a map being made; `__proto__` is a name as any other. */
export function setMember(map: MapValue, name: string, value: unknown): void {
  if (name !== '__proto__') map[name] = value;
  else Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
}

/** What a value is called in a message: "a text", "a list", … */
export function kindOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'number':
    case 'bigint':
      return 'a number';
    case 'boolean':
      return value ? 'true' : 'false';
    case 'undefined':
      return 'nothing';
    case 'object':
      break;
    default:
      return 'a function';
  }
  if (value === null) return 'none';
  if (isList(value)) return 'a list';
  if (isMap(value)) return 'a map';
  if (value instanceof Date) return 'a date';
  return typeof Blob !== 'undefined' && value instanceof Blob ? 'a file' : 'an object';
}
