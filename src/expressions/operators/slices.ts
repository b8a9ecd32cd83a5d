import type { Evaluation } from '../evaluation/evaluation.ts';
import { charactersOf } from '../values/characters.ts';
import { isList, kindOf } from '../values/kinds.ts';

/** Reads `object[from:to:step]` of a list or a text, by Python's rules; null and undefined stand for a bound left out. */
export function sliceOf(
  object: unknown,
  from: unknown,
  to: unknown,
  step: unknown,
  run: Evaluation,
): unknown {
  const isText = typeof object === 'string';
  if (!isText && !isList(object)) {
    throw run.error('type_mismatch', `Only a list or a text can be sliced, not ${kindOf(object)}.`);
  }
  const stride = boundOf(step, run) ?? 1;
  if (stride === 0) throw run.error('evaluation_failed', 'The step of a slice cannot be 0.');
  const items: ArrayLike<unknown> = isText ? charactersOf(object, run) : object;
  const { length } = items;
  // Backwards, the walk begins at the last item and ends before the place -1, in front of the first.
  const [lowest, highest] = stride > 0 ? [0, length] : [-1, length - 1];
  const place = (bound: number | undefined, otherwise: number): number => {
    if (bound === undefined) return otherwise;
    return Math.min(Math.max(bound < 0 ? bound + length : bound, lowest), highest);
  };
  const first = place(boundOf(from, run), stride > 0 ? lowest : highest);
  const last = place(boundOf(to, run), stride > 0 ? highest : lowest);
  run.spend(Math.max(0, Math.ceil((last - first) / stride)));
  if (isText && stride === 1 && items.length === object.length)
    return object.slice(first, Math.max(first, last));
  const picked: unknown[] = [];
  for (let at = first; stride > 0 ? at < last : at > last; at += stride) picked.push(items[at]);
  return isText ? picked.join('') : picked;
}

function boundOf(value: unknown, run: Evaluation): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw run.error('type_mismatch', `A slice's bounds are whole numbers, not ${kindOf(value)}.`);
}
