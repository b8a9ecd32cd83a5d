import type { Evaluation } from '../evaluation/evaluation.ts';
import { isEqual } from './equality.ts';
import { isList, kindOf } from './kinds.ts';

/**
 * Orders two values: below 0, 0 or above 0. Numbers, texts, dates and booleans have an order among
 * themselves, and so have lists of them; anything else is a `type_mismatch`.
 */
export function order(left: unknown, right: unknown, run: Evaluation): number {
  run.spend(1);
  if (isNumber(left) && isNumber(right))
    return left < right ? -1 : left > right ? 1 : left >= right ? 0 : Number.NaN;
  if (typeof left === 'string' && typeof right === 'string') {
    run.spend(Math.min(left.length, right.length) >>> 7);
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  if (isList(left) && isList(right)) return orderLists(left, right, run);
  throw run.error(
    'type_mismatch',
    `${kindOf(left)} and ${kindOf(right)} have no order.`,
    wayOut(left, right),
  );
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** The first place where they differ decides, as in Python. To look for it bounds the depth as well. */
function orderLists(left: ArrayLike<unknown>, right: ArrayLike<unknown>, run: Evaluation): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    if (!isEqual(left[index], right[index], run)) return order(left[index], right[index], run);
  }
  return left.length - right.length;
}

function wayOut(left: unknown, right: unknown): string {
  if (typeof left === 'string' || typeof right === 'string')
    return 'Turn the text into a number: | float or | int.';
  return 'Give what may be missing a value: | default(0).';
}
