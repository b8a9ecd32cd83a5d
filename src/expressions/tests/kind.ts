import { isList, isMap } from '../values/kinds.ts';
import type { TestDefinition } from './test.ts';

/** A test that looks at nothing but the value. */
function kind(apply: (input: unknown) => boolean): TestDefinition {
  return { parameters: [], apply };
}

const isNumber = (input: unknown) => typeof input === 'number' || typeof input === 'bigint';

// Numbers are JSON's: 2.0 is the whole number 2. true and false are no numbers, though Python counts them so.
const isInteger = (input: unknown) => typeof input === 'bigint' || Number.isInteger(input);

/** Tests of what kind a value is. */
export const KIND_TESTS = {
  boolean: kind((input) => typeof input === 'boolean'),
  defined: { ...kind((input) => input !== undefined), coversUndefined: true },
  false: kind((input) => input === false),
  float: kind((input) => typeof input === 'number' && !Number.isInteger(input)),
  integer: kind(isInteger),
  iterable: kind((input) => typeof input === 'string' || isList(input) || isMap(input)),
  mapping: kind(isMap),
  none: kind((input) => input === null),
  number: kind(isNumber),
  // As in Python, whatever has a length and can be read by a key.
  sequence: kind((input) => typeof input === 'string' || isList(input) || isMap(input)),
  string: kind((input) => typeof input === 'string'),
  true: kind((input) => input === true),
  undefined: { ...kind((input) => input === undefined), coversUndefined: true },
} satisfies Record<string, TestDefinition>;
