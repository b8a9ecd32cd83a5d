import type { Evaluation } from '../evaluation/evaluation.ts';
import { characterCount, characterSlice, charactersOf } from '../values/characters.ts';
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
  const length = isText ? characterCount(object, run) : object.length;
  const places = placesOf(length, boundOf(from, run), boundOf(to, run), boundOf(step, run) ?? 1, run);
  if (!isText) return pick(object, places, run);
  if (places.stride === 1) return characterSlice(object, places.first, places.last, run);
  return pick(charactersOf(object, run), places, run).join('');
}

interface Places {
  readonly first: number;
  /** The first place that is not taken any more. */
  readonly last: number;
  readonly stride: number;
}

function placesOf(
  length: number,
  from: number | undefined,
  to: number | undefined,
  stride: number,
  run: Evaluation,
): Places {
  if (stride === 0) throw run.error('evaluation_failed', 'The step of a slice cannot be 0.');
  // Backwards, the walk begins at the last item and ends before the place -1, in front of the first.
  const lowest = stride > 0 ? 0 : -1;
  const highest = stride > 0 ? length : length - 1;
  const place = (bound: number): number =>
    Math.min(Math.max(bound < 0 ? bound + length : bound, lowest), highest);
  const first = from === undefined ? (stride > 0 ? lowest : highest) : place(from);
  const last = to === undefined ? (stride > 0 ? highest : lowest) : place(to);
  return { first, last, stride };
}

function pick(items: ArrayLike<unknown>, { first, last, stride }: Places, run: Evaluation): unknown[] {
  run.spend(Math.max(0, Math.ceil((last - first) / stride)));
  const picked: unknown[] = [];
  for (let at = first; stride > 0 ? at < last : at > last; at += stride) picked.push(items[at]);
  return picked;
}

function boundOf(value: unknown, run: Evaluation): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw run.error('type_mismatch', `A slice's bounds are whole numbers, not ${kindOf(value)}.`);
}
