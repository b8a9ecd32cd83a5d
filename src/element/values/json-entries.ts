import { isFlowFile } from '../../executors/flow-file.ts';
import { isPlainObject } from './value-kind.ts';

/** How many children a branch of the tree shows at first, and how many more with each click. */
export const PAGE = 100;

/** Whether a value has parts to unfold. */
export function isBranch(value: unknown): boolean {
  return countEntries(value) > 0;
}

/** The number of a value's parts, without listing them. */
export function countEntries(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map || value instanceof Set) return value.size;
  // A file reference is one thing to a reader, so it stays on one line.
  if (isPlainObject(value) && !isFlowFile(value)) return Object.keys(value).length;
  return 0;
}

/** The first parts of a value, each with its key. */
export function firstEntries(value: unknown, count: number): [key: string, part: unknown][] {
  if (Array.isArray(value)) return value.slice(0, count).map((part, index) => [String(index), part]);
  if (value instanceof Set) return [...take(value, count)].map((part, index) => [String(index), part]);
  if (value instanceof Map) return [...take(value, count)].map(([key, part]) => [String(key), part]);
  if (!isPlainObject(value)) return [];
  return Object.keys(value)
    .slice(0, count)
    .map((key) => [key, value[key]]);
}

function* take<Item>(items: Iterable<Item>, count: number): Generator<Item> {
  let taken = 0;
  for (const item of items) {
    if (taken++ >= count) return;
    yield item;
  }
}
