import type { InputType } from './input-definition.ts';

export const TYPE_IN_WORDS: Readonly<Record<InputType, string>> = {
  string: 'a text',
  integer: 'a whole number',
  float: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  file: 'a file',
  image: 'an image file',
  audio: 'an audio file',
};

/** Whether a value is of an input's type. Nothing is converted: `"5"` is a text. */
export function fitsType(value: unknown, type: InputType): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return Number.isInteger(value);
    case 'float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Blob);
    case 'file':
    case 'image':
    case 'audio':
      return isFileLike(value);
  }
}

/** Every form that the executors' `FileInput` has. */
function isFileLike(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof Blob || 'content' in value || ('kind' in value && value.kind === 'file');
}

/** What came, in words for a message; long values are shortened. */
export function describeValue(value: unknown): string {
  if (value instanceof Blob) return 'a file';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = typeof value === 'string' ? `the text ${JSON.stringify(value)}` : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Equality by content, types included: 1 is not "1". */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, member]) => right.has(key) && sameValue(member, right.get(key)))
  );
}
