import { chainOf } from './member-chain.ts';
import type { Expression } from './syntax-tree/expression.ts';

/** A name and members that a condition found to be there. */
export interface DefinedPath {
  readonly root: string;
  readonly path: readonly string[];
}

/** What is surely defined where a condition came out true (or false): the paths it tested with `is defined`. */
export function definedWhen(condition: Expression, holds: boolean): readonly DefinedPath[] {
  switch (condition.kind) {
    case 'test': {
      const saysDefined = (condition.name === 'defined') !== condition.negated;
      const isTest = condition.name === 'defined' || condition.name === 'undefined';
      return isTest && saysDefined === holds ? pathOf(condition.input) : [];
    }
    case 'unary':
      return condition.operator === 'not' ? definedWhen(condition.operand, !holds) : [];
    case 'logic':
      // `a and b` is true only where both are, `a or b` is false only where both are.
      if ((condition.operator === 'and') !== holds) return [];
      return [...definedWhen(condition.left, holds), ...definedWhen(condition.right, holds)];
    default:
      return [];
  }
}

/** Tells whether a path is defined: itself, what leads to it, or what it leads to, was found so. */
export function isCovered(root: string, path: readonly string[], defined: readonly DefinedPath[]): boolean {
  return defined.some((known) => {
    if (known.root !== root) return false;
    const shared = Math.min(known.path.length, path.length);
    return path.slice(0, shared).every((name, index) => name === known.path[index]);
  });
}

function pathOf(node: Expression): readonly DefinedPath[] {
  const { base, path, dynamic } = chainOf(node);
  if (base.kind !== 'name' || dynamic) return [];
  return [{ root: base.name, path: path.map(({ name }) => name) }];
}
