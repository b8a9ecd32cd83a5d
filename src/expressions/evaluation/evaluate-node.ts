import { FILTERS } from '../filters/table.ts';
import { FUNCTIONS } from '../functions/table.ts';
import { calculate } from '../operators/arithmetic.ts';
import { compare } from '../operators/comparison.ts';
import { getMember, itemAt, memberOf } from '../operators/members.ts';
import { sliceOf } from '../operators/slices.ts';
import type {
  Call,
  Comparison,
  Expression,
  Filter,
  MapDisplay,
  Slice,
  Test,
  Unary,
} from '../syntax-tree/expression.ts';
import { TESTS } from '../tests/table.ts';
import { kindOf, type MapValue, ownMember, setMember } from '../values/kinds.ts';
import { textOf } from '../values/text.ts';
import { isTrue } from '../values/truth.ts';
import type { Evaluation } from './evaluation.ts';
import { undefinedError } from './undefined-error.ts';

/** Evaluates an expression that must be defined. */
export function evaluateNode(node: Expression, run: Evaluation): unknown {
  const value = evaluateOpen(node, run);
  if (value === undefined) throw undefinedError(node, run);
  return value;
}

/** Evaluates an expression; undefined stands for a name, member or item that is not there. */
export function evaluateOpen(node: Expression, run: Evaluation): unknown {
  run.spend(1);
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'name':
      return run.locals?.has(node.name) ? run.locals.get(node.name) : ownMember(run.scope, node.name);
    case 'member':
      return memberOf(evaluateOpen(node.object, run), node.name);
    case 'index': {
      const object = evaluateOpen(node.object, run);
      const key = evaluateNode(node.key, run);
      run.node = node;
      return itemAt(object, key, run);
    }
    case 'slice':
      return evaluateSlice(node, run);
    case 'get': {
      const object = evaluateNode(node.object, run);
      const key = evaluateNode(node.key, run);
      const fallback = node.fallback === null ? null : evaluateNode(node.fallback, run);
      run.node = node;
      return getMember(object, key, fallback, run);
    }
    case 'list':
      return evaluateAll(node.items, run);
    case 'map':
      return evaluateMap(node, run);
    case 'unary':
      return evaluateUnary(node, run);
    case 'arithmetic': {
      const left = evaluateNode(node.left, run);
      const right = evaluateNode(node.right, run);
      run.node = node;
      return calculate(node.operator, left, right, run);
    }
    case 'concatenation':
      return evaluateConcatenation(node.operands, node, run);
    case 'comparison':
      return evaluateComparison(node, run);
    case 'logic': {
      const left = evaluateNode(node.left, run);
      return isTrue(left, run) === (node.operator === 'or') ? left : evaluateOpen(node.right, run);
    }
    case 'conditional':
      if (isTrue(evaluateNode(node.condition, run), run)) return evaluateOpen(node.whenTrue, run);
      // Jinja gives an undefined that prints as nothing; none does the same here, and is a value.
      return node.otherwise === null ? null : evaluateOpen(node.otherwise, run);
    case 'filter':
      return evaluateFilter(node, run);
    case 'test':
      return evaluateTest(node, run);
    case 'call':
      return evaluateCall(node, run);
    case 'faulty':
      run.node = node;
      throw run.error('evaluation_failed', 'This template has a fault and cannot be evaluated.');
  }
}

function evaluateAll(nodes: readonly Expression[], run: Evaluation): unknown[] {
  const values: unknown[] = [];
  for (const node of nodes) values.push(evaluateNode(node, run));
  return values;
}

/** An argument that was left out is undefined; one that is given must be defined. */
function evaluateArguments(nodes: readonly (Expression | null)[], run: Evaluation): unknown[] {
  const values: unknown[] = [];
  for (const node of nodes) values.push(node === null ? undefined : evaluateNode(node, run));
  return values;
}

function evaluateSlice(node: Slice, run: Evaluation): unknown {
  const object = evaluateOpen(node.object, run);
  const [from, to, step] = evaluateArguments([node.from, node.to, node.step], run);
  run.node = node;
  return object === undefined ? undefined : sliceOf(object, from, to, step, run);
}

function evaluateMap(node: MapDisplay, run: Evaluation): MapValue {
  const map: MapValue = {};
  for (const entry of node.entries) {
    const key = evaluateNode(entry.key, run);
    if (typeof key !== 'string' && typeof key !== 'number') {
      run.node = entry.key;
      throw run.error('type_mismatch', `The keys of a map are texts, not ${kindOf(key)}.`);
    }
    setMember(map, String(key), evaluateNode(entry.value, run));
  }
  return map;
}

function evaluateUnary(node: Unary, run: Evaluation): unknown {
  const value = evaluateNode(node.operand, run);
  if (node.operator === 'not') return !isTrue(value, run);
  run.node = node;
  if (typeof value !== 'number') {
    throw run.error('type_mismatch', `"${node.operator}" takes a number, not ${kindOf(value)}.`);
  }
  return node.operator === '-' ? 0 - value : value;
}

function evaluateConcatenation(operands: readonly Expression[], node: Expression, run: Evaluation): string {
  let text = '';
  for (const operand of operands) {
    const value = evaluateNode(operand, run);
    run.node = operand;
    const more = textOf(value, run);
    run.node = node;
    run.spendText(text.length + more.length);
    text += more;
  }
  return text;
}

function evaluateComparison(node: Comparison, run: Evaluation): boolean {
  let left = evaluateNode(node.first, run);
  for (const { operator, operand } of node.rest) {
    const right = evaluateNode(operand, run);
    run.node = node;
    if (!compare(operator, left, right, run)) return false;
    left = right;
  }
  return true;
}

function evaluateFilter(node: Filter, run: Evaluation): unknown {
  const filter = FILTERS.get(node.name);
  if (filter === undefined) throw faulty(node, run);
  if (filter.coversUndefined) return evaluateDefault(node, run);
  const input = evaluateNode(node.input, run);
  const given = evaluateArguments(node.arguments, run);
  run.node = node;
  return filter.apply(input, given, run);
}

/** `default`: its fallback is evaluated only where it is needed, and may itself be covered further on. */
function evaluateDefault(node: Filter, run: Evaluation): unknown {
  const input = evaluateOpen(node.input, run);
  const [fallback = null, whenFalse = null] = node.arguments;
  const isMissing = input === undefined || input === null;
  if (!isMissing && (whenFalse === null || !isTrue(evaluateNode(whenFalse, run), run) || isTrue(input, run)))
    return input;
  return fallback === null ? '' : evaluateOpen(fallback, run);
}

function evaluateTest(node: Test, run: Evaluation): boolean {
  const test = TESTS.get(node.name);
  if (test === undefined) throw faulty(node, run);
  const input = test.coversUndefined ? evaluateOpen(node.input, run) : evaluateNode(node.input, run);
  const given = evaluateArguments(node.arguments, run);
  run.node = node;
  return test.apply(input, given, run) !== node.negated;
}

function evaluateCall(node: Call, run: Evaluation): unknown {
  const definition = FUNCTIONS.get(node.name);
  if (definition === undefined) throw faulty(node, run);
  const given = evaluateArguments(node.arguments, run);
  run.node = node;
  return definition.apply(given, run);
}

function faulty(node: Expression, run: Evaluation) {
  run.node = node;
  return run.error('evaluation_failed', 'This template has a fault and cannot be evaluated.');
}
