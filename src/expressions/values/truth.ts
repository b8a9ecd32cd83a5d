import type { Evaluation } from '../evaluation/evaluation.ts';
import { isList, isMap } from './kinds.ts';

/** Jinja's truth: none, false, 0 and whatever is empty are false. */
export function isTrue(value: unknown, run?: Evaluation): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'undefined':
      return false;
    case 'string':
      return value !== '';
    case 'number':
      return value !== 0;
    case 'bigint':
      return value !== 0n;
    default:
      break;
  }
  if (value === null) return false;
  if (isList(value)) return value.length > 0;
  if (!isMap(value)) return true;
  const { length } = Object.keys(value);
  // A map may have a million names, and be asked as often: there is no cheaper way to learn of one.
  run?.spend(length);
  return length > 0;
}

const FALSE_TEXTS: ReadonlySet<string> = new Set(['', 'false', 'no', 'off', '0']);

/**
 * Tells whether a condition's value lets its step run: Jinja's truth, save that the texts
 * `false`, `no`, `off` and `0`, in any case and spacing, do not hold, nor does a blank text.
 *
 * @example
 * conditionHolds('No'); // false
 */
export function conditionHolds(value: unknown): boolean {
  if (typeof value !== 'string') return isTrue(value);
  // No text of that list is longer; trimming megabytes would be in vain.
  return value.length > 1000 ? value.trim() !== '' : !FALSE_TEXTS.has(value.trim().toLowerCase());
}
