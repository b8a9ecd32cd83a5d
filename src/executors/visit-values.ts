import { isPlainMap } from '../flow/index.ts';

/**
 * Visits every map, list, file and block of bytes that a value holds, itself included, each once. What is no part of
 * plain data, such as a date, is visited and not gone into.
 */
export function visitValues(value: unknown, visit: (value: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  const seen = new Set<object>([value]);
  // A set can grow while it is gone through, and values that hold themselves come up once.
  for (const each of seen) {
    visit(each);
    for (const member of membersOf(each)) {
      if (typeof member === 'object' && member !== null) seen.add(member);
    }
  }
}

function membersOf(value: object): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isPlainMap(value) ? Object.values(value) : [];
}
