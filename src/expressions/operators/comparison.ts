import type { Evaluation } from '../evaluation/evaluation.ts';
import type { ComparisonOperator } from '../syntax-tree/expression.ts';
import { isEqual } from '../values/equality.ts';
import { isList, isMap, kindOf } from '../values/kinds.ts';
import { order } from '../values/order.ts';
import { placesOf } from '../values/search.ts';

/** Applies one comparison. Equality takes any two values; an order and `in` are strict about what they compare. */
export function compare(
  operator: ComparisonOperator,
  left: unknown,
  right: unknown,
  run: Evaluation,
): boolean {
  switch (operator) {
    case '==':
      return isEqual(left, right, run);
    case '!=':
      return !isEqual(left, right, run);
    case '<':
      return order(left, right, run) < 0;
    case '<=':
      return order(left, right, run) <= 0;
    case '>':
      return order(left, right, run) > 0;
    case '>=':
      return order(left, right, run) >= 0;
    case 'in':
      return isIn(left, right, run);
    case 'not in':
      return !isIn(left, right, run);
  }
}

/** Tells whether a text holds a text, a list an equal item, or a map a key. */
export function isIn(item: unknown, container: unknown, run: Evaluation): boolean {
  if (typeof container === 'string') {
    if (typeof item !== 'string') {
      throw run.error('type_mismatch', `A text can hold a text, not ${kindOf(item)}.`, 'Write x | string.');
    }
    return item === '' || placesOf(container, item, 1, run).length > 0;
  }
  if (isList(container)) {
    for (let index = 0; index < container.length; index++) {
      if (isEqual(container[index], item, run)) return true;
    }
    return false;
  }
  if (isMap(container)) {
    return (typeof item === 'string' || typeof item === 'number') && Object.hasOwn(container, String(item));
  }
  const message = `"in" looks into a text, a list or a map, not into ${kindOf(container)}.`;
  throw run.error('type_mismatch', message);
}
