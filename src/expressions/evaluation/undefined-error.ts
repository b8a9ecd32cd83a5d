import { nearestName } from '../../errors/index.ts';
import { listed } from '../faults.ts';
import { FILTERS } from '../filters/table.ts';
import type { Expression, Index, Member } from '../syntax-tree/expression.ts';
import type { TemplateError } from '../template-error.ts';
import { isList, isMap, kindOf } from '../values/kinds.ts';
import { isTrue } from '../values/truth.ts';
import { evaluateNode, evaluateOpen } from './evaluate-node.ts';
import type { Evaluation } from './evaluation.ts';

/**
 * Finds what is missing in an expression that turned out undefined, by evaluating its parts again:
 * only an error pays for its own explanation.
 */
export function undefinedError(node: Expression, run: Evaluation): TemplateError {
  switch (node.kind) {
    case 'name':
      return missingName(node.name, node, run);
    case 'member':
    case 'index':
      return missingMember(node, run);
    case 'slice':
      return undefinedError(node.object, run);
    case 'logic':
      return undefinedError(node.right, run);
    case 'conditional':
      if (node.otherwise === null || isTrue(evaluateNode(node.condition, run), run))
        return undefinedError(node.whenTrue, run);
      return undefinedError(node.otherwise, run);
    case 'filter': {
      const fallback = node.arguments[0];
      if (fallback && FILTERS.get(node.name)?.coversUndefined) return undefinedError(fallback, run);
      run.node = node;
      const hint = 'Give it a value for that case: | default(…).';
      return run.error('undefined_name', `"${node.name}" has nothing to give: there is no item.`, hint);
    }
    default:
      run.node = node;
      return run.error('undefined_name', `"${run.quote(node)}" is not defined.`);
  }
}

function missingName(name: string, node: Expression, run: Evaluation): TemplateError {
  const known = run.names();
  run.node = node;
  const what = known.length === 0 ? 'nothing is' : listed(known);
  return run.error(
    'undefined_name',
    `"${name}" is not defined; defined here: ${what}.`,
    didYouMean(name, known),
  );
}

function missingMember(node: Member | Index, run: Evaluation): TemplateError {
  const object = evaluateOpen(node.object, run);
  if (object === undefined) return undefinedError(node.object, run);
  const key = node.kind === 'member' ? node.name : evaluateNode(node.key, run);
  const owner = `"${run.quote(node.object)}"`;
  run.node = node.kind === 'member' ? { ...node, start: node.nameStart } : node.key;
  if (isMap(object)) return missingInMap(owner, object, key, run);
  if (isList(object) || typeof object === 'string') return missingInList(owner, object, key, run);
  const hint = object === null ? 'Give what may be missing a value: | default(…).' : undefined;
  return run.error('undefined_name', `${owner} is ${kindOf(object)} and has no members.`, hint);
}

function missingInMap(owner: string, map: object, key: unknown, run: Evaluation): TemplateError {
  const known = Object.keys(map);
  const has = known.length === 0 ? 'it is empty' : `it has ${listed(known)}`;
  if (typeof key !== 'string' && typeof key !== 'number') {
    return run.error('undefined_name', `${owner} has no member by ${kindOf(key)}; ${has}.`);
  }
  return run.error(
    'undefined_name',
    `${owner} has no member "${key}"; ${has}.`,
    didYouMean(String(key), known),
  );
}

function missingInList(
  owner: string,
  items: ArrayLike<unknown>,
  key: unknown,
  run: Evaluation,
): TemplateError {
  const kind = kindOf(items);
  if (typeof key === 'number') {
    return run.error('undefined_name', `${owner} has ${items.length} items, and none at ${key}.`);
  }
  const hint = key === 'length' ? 'Write | length.' : undefined;
  const name = typeof key === 'string' ? `"${key}"` : kindOf(key);
  return run.error('undefined_name', `${owner} is ${kind}, read by number, and has no ${name}.`, hint);
}

function didYouMean(name: string, known: readonly string[]): string | undefined {
  // To look through a map of a million names would take longer than the template may.
  const near = nearestName(name, known.slice(0, 1000));
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}
