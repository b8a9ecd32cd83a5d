import type { Evaluation } from '../evaluation/evaluation.ts';
import { isoOf } from './dates.ts';
import { jsonOf, startOfSentence } from './json.ts';
import { isList, isMap, kindOf } from './kinds.ts';

/**
 * What a value is inside of a text. Lists and maps are written as JSON, true and false as JSON writes them.
 * None is the empty text: Jinja would print "None", which no reader of a prompt or a message wants to see.
 */
export function textOf(value: unknown, run: Evaluation): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      break;
  }
  if (value === null || value === undefined) return '';
  if (isList(value) || isMap(value)) return jsonOf(value, run);
  if (value instanceof Date) return isoOf(value) ?? '';
  const hint = 'Hand it on whole: let it be the only thing in its value.';
  throw run.error('type_mismatch', `${startOfSentence(kindOf(value))} cannot be written as text.`, hint);
}
