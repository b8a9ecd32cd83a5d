import type { Evaluation } from '../evaluation/evaluation.ts';
import { kindOf } from '../values/kinds.ts';
import type { TestDefinition } from './test.ts';

function numberOf(value: unknown, run: Evaluation): number {
  if (typeof value === 'number') return value;
  throw run.error('type_mismatch', `This test takes a number, not ${kindOf(value)}.`);
}

const divisibleby: TestDefinition = {
  parameters: ['num'],
  required: 1,
  apply(input, [num], run) {
    const divisor = numberOf(num, run);
    if (divisor === 0) throw run.error('evaluation_failed', 'This divides by zero.');
    return numberOf(input, run) % divisor === 0;
  },
};

const even: TestDefinition = { parameters: [], apply: (input, _, run) => numberOf(input, run) % 2 === 0 };

const odd: TestDefinition = {
  parameters: [],
  // The remainder of a negative number is negative here.
  apply: (input, _, run) => Math.abs(numberOf(input, run) % 2) === 1,
};

/** Tests of a number. */
export const NUMBER_TESTS = { divisibleby, even, odd } satisfies Record<string, TestDefinition>;
