import type { Evaluation } from '../evaluation/evaluation.ts';
import { MAX_DATA_DEPTH } from '../evaluation/limits.ts';
import { isList, isMap, type ListValue, type MapValue, ownMember } from './kinds.ts';

/** Equality of the language: by type and content, at any depth. `1 == '1'` and `1 == true` are false. */
export function isEqual(left: unknown, right: unknown, run: Evaluation, depth = 0): boolean {
  run.spend(1);
  if (typeof left === 'string' && typeof right === 'string') return equalTexts(left, right, run);
  if (left === right) return true;
  if (typeof left === 'bigint' || typeof right === 'bigint') return equalsBigInt(left, right);
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (depth >= MAX_DATA_DEPTH) {
    const message = `These values nest more than ${MAX_DATA_DEPTH} levels deep, or hold themselves.`;
    throw run.error('evaluation_limit', message);
  }
  if (isList(left)) return isList(right) && equalLists(left, right, run, depth + 1);
  if (left instanceof Date) return right instanceof Date && left.getTime() === right.getTime();
  return isMap(left) && isMap(right) && equalMaps(left, right, run, depth + 1);
}

function equalTexts(left: string, right: string, run: Evaluation): boolean {
  if (left.length !== right.length) return false;
  run.spend(left.length >>> 7);
  return left === right;
}

/** Numbers of 64 bits, as typed arrays hold them, equal the same number of the ordinary kind. */
function equalsBigInt(left: unknown, right: unknown): boolean {
  const isNumeric = (value: unknown) => typeof value === 'bigint' || typeof value === 'number';
  // biome-ignore lint/suspicious/noDoubleEquals: the one comparison that sets both kinds of number side by side.
  return isNumeric(left) && isNumeric(right) && left == right;
}

function equalLists(left: ListValue, right: ListValue, run: Evaluation, depth: number): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) {
    if (!isEqual(left[index], right[index], run, depth)) return false;
  }
  return true;
}

function equalMaps(left: MapValue, right: MapValue, run: Evaluation, depth: number): boolean {
  const names = Object.keys(left);
  run.spend(names.length);
  if (names.length !== Object.keys(right).length) return false;
  return names.every(
    (name) =>
      Object.hasOwn(right, name) && isEqual(ownMember(left, name), ownMember(right, name), run, depth),
  );
}
