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

/** The same number, text, true, false or none; of lists and maps the very same, not one that is equal. */
const sameas: TestDefinition = {
  parameters: ['other'],
  required: 1,
  apply: (input, [other]) => input === other,
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
  sameas,
  // By these only `select` and its like can name them: `selectattr('price', '>', 5)`.
  '==': eq,
  '!=': ne,
  '<': lt,
  '<=': le,
  '>': gt,
  '>=': ge,
} satisfies Record<string, TestDefinition>;
