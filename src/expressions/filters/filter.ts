import type { Evaluation } from '../evaluation/evaluation.ts';
import type { Signature } from '../signature.ts';
import { kindOf } from '../values/kinds.ts';

/** A filter: what it can be given, and what it does. Arguments that were left out are undefined. */
export interface FilterDefinition extends Signature {
  readonly apply: (input: unknown, given: readonly unknown[], run: Evaluation) => unknown;
  /** The input may be undefined: the evaluator then treats the filter as `default`. */
  readonly coversUndefined?: true;
  /**
   * The filter applies another filter, or a test, that it is given by name. Its own parameters come first in what
   * it is given, then the name, then the other's arguments in the order of the other's parameters.
   */
  readonly applies?: 'filter' | 'test';
}

/** The error of a filter whose input has the wrong type. */
export function wrongInput(expected: string, input: unknown, run: Evaluation) {
  return run.error('type_mismatch', `"${filterName(run)}" takes ${expected}, not ${kindOf(input)}.`);
}

/** The error of a filter's argument. */
export function wrongArgument(parameter: string, expected: string, value: unknown, run: Evaluation) {
  const message = `"${parameter}" of "${filterName(run)}" is to be ${expected}, not ${kindOf(value)}.`;
  return run.error('type_mismatch', message);
}

function filterName({ node }: Evaluation): string {
  return node.kind === 'filter' || node.kind === 'call' || node.kind === 'test' ? node.name : 'This';
}

/** The text that a text filter works on: a text, or a number or boolean as it prints. */
export function textInput(input: unknown, run: Evaluation): string {
  if (typeof input === 'string') return input;
  if (typeof input === 'number' || typeof input === 'boolean' || typeof input === 'bigint')
    return String(input);
  throw wrongInput('a text', input, run);
}

export function textArgument(parameter: string, value: unknown, run: Evaluation): string {
  if (typeof value === 'string') return value;
  throw wrongArgument(parameter, 'a text', value, run);
}

export function wholeArgument(parameter: string, value: unknown, run: Evaluation): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw wrongArgument(parameter, 'a whole number', value, run);
}

export function booleanArgument(parameter: string, value: unknown, run: Evaluation): boolean {
  if (value === undefined) return false;
  if (typeof value === 'boolean') return value;
  throw wrongArgument(parameter, 'true or false', value, run);
}

/** A text whose every character is about to be looked at, paid for. */
export function paid(text: string, run: Evaluation): string {
  run.spendText(text.length);
  run.spendCharacters(text.length);
  return text;
}
