import type { Evaluation } from '../evaluation/evaluation.ts';
import { kindOf } from '../values/kinds.ts';
import type { TestDefinition } from './test.ts';

/** Tells whether a text has letters with a case, and all of them the one that `convert` gives. */
function casing(convert: (text: string) => string): TestDefinition {
  return {
    parameters: [],
    apply(input, _, run) {
      const text = textOf(input, run);
      run.spendCharacters(text.length * 2);
      return text === convert(text) && text.toLowerCase() !== text.toUpperCase();
    },
  };
}

function textOf(input: unknown, run: Evaluation): string {
  if (typeof input === 'string') return input;
  throw run.error('type_mismatch', `This test takes a text, not ${kindOf(input)}.`);
}

/** Tests of a text. */
export const TEXT_TESTS = {
  lower: casing((text) => text.toLowerCase()),
  upper: casing((text) => text.toUpperCase()),
} satisfies Record<string, TestDefinition>;
