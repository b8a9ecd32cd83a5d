import { compare, isIn } from '../operators/comparison.ts';
import type { ComparisonOperator } from '../syntax-tree/expression.ts';
import type { TestDefinition } from './test.ts';

function comparison(operator: ComparisonOperator): TestDefinition {
  return {
    parameters: ['other'],
    required: 1,
    apply: (input, [other], run) => compare(operator, input, other, run),
  };
}

const eq = comparison('==');
const ge = comparison('>=');
const gt = comparison('>');
const le = comparison('<=');
const lt = comparison('<');
const ne = comparison('!=');

const contained: TestDefinition = {
  parameters: ['seq'],
  required: 1,
  apply: (input, [container], run) => isIn(input, container, run),
};

/** Tests that compare with another value, under each of the names that Jinja has for them. */
export const COMPARISON_TESTS = {
  eq,
  equalto: eq,
  ge,
  greaterthan: gt,
  gt,
  in: contained,
  le,
  lessthan: lt,
  lt,
  ne,
} satisfies Record<string, TestDefinition>;
