import type { Evaluation } from '../evaluation/evaluation.ts';
import type { ArithmeticOperator } from '../syntax-tree/expression.ts';
import type { TemplateError } from '../template-error.ts';
import { isList, kindOf } from '../values/kinds.ts';

/** Applies an arithmetic operator, with Python's meaning: signs of `//` and `%`, and no text with a number. */
export function calculate(
  operator: ArithmeticOperator,
  left: unknown,
  right: unknown,
  run: Evaluation,
): unknown {
  if (typeof left === 'number' && typeof right === 'number') return ofNumbers(operator, left, right, run);
  if (operator === '+') return add(left, right, run);
  if (operator === '*') return repeat(left, right, run);
  throw mismatch(operator, left, right, run);
}

function ofNumbers(operator: ArithmeticOperator, left: number, right: number, run: Evaluation): number {
  if (right === 0 && (operator === '/' || operator === '//' || operator === '%')) {
    throw run.error('evaluation_failed', 'This divides by zero.');
  }
  const result = compute(operator, left, right);
  // What is not a number already came from data, such as a Float32Array; only a result of our own is a fault.
  if (!Number.isFinite(result) && Number.isFinite(left) && Number.isFinite(right)) {
    throw run.error('evaluation_failed', `${left} ${operator} ${right} is not a number that can be held.`);
  }
  return result;
}

function compute(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '//':
      return floorDivision(left, right);
    case '%':
      return modulo(left, right);
    case '**':
      return left ** right;
  }
}

/** As Python does it: by way of the remainder, so that `1 // 0.1` is 9, since 0.1 is a little more than a tenth. */
function floorDivision(left: number, right: number): number {
  const quotient = (left - modulo(left, right)) / right;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** The remainder with the sign of the divisor. */
function modulo(left: number, right: number): number {
  const remainder = left % right;
  return remainder !== 0 && remainder < 0 !== right < 0 ? remainder + right : remainder;
}

function add(left: unknown, right: unknown, run: Evaluation): unknown {
  if (typeof left === 'string' && typeof right === 'string') {
    run.spendText(left.length + right.length);
    return left + right;
  }
  if (isList(left) && isList(right)) {
    run.spend(left.length + right.length);
    return [...Array.from(left), ...Array.from(right)];
  }
  throw mismatch('+', left, right, run);
}

/** `'ab' * 3` and `[0] * 3`, either way round. Paid for before anything is made. */
function repeat(left: unknown, right: unknown, run: Evaluation): unknown {
  const [what, times] = typeof left === 'number' ? [right, left] : [left, right];
  if (typeof times !== 'number' || !Number.isInteger(times)) throw mismatch('*', left, right, run);
  const count = Math.max(0, times);
  if (typeof what === 'string') {
    run.spendText(what.length * count);
    // The empty text a billion times is the empty text.
    return what === '' ? '' : what.repeat(count);
  }
  if (!isList(what)) throw mismatch('*', left, right, run);
  run.spend(what.length * count);
  const repeated: unknown[] = [];
  // An empty list is as empty a billion times, and is not gone through that often.
  for (let round = 0; round < count && what.length > 0; round++) {
    for (let index = 0; index < what.length; index++) repeated.push(what[index]);
  }
  return repeated;
}

function mismatch(operator: string, left: unknown, right: unknown, run: Evaluation): TemplateError {
  const hasText = typeof left === 'string' || typeof right === 'string';
  const expected = operator === '+' ? 'two numbers, two texts or two lists' : 'two numbers';
  const message = `"${operator}" takes ${expected}, not ${kindOf(left)} and ${kindOf(right)}.`;
  return run.error('type_mismatch', message, hasText ? textHint(operator) : numberHint(left, right));
}

function textHint(operator: string): string {
  if (operator === '+') return 'Write ~ to join values as text, or turn the text into a number: | int.';
  return 'Turn the text into a number: | int or | float.';
}

function numberHint(left: unknown, right: unknown): string | undefined {
  if (left === null || right === null) return 'Give what may be missing a value: | default(0).';
  if (typeof left === 'boolean' || typeof right === 'boolean')
    return 'Turn true and false into 1 and 0: | int.';
  return undefined;
}
