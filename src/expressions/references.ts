import { type DefinedPath, definedWhen, isCovered } from './defined-paths.ts';
import { chainOf } from './member-chain.ts';
import { childrenOf } from './syntax-tree/children.ts';
import type { Expression } from './syntax-tree/expression.ts';
import type { Template } from './syntax-tree/template.ts';

/** One place where a template reads a name of its scope. */
export interface Reference {
  readonly root: string;
  /** The members read from it, as far as they are literal: `steps.a.y[0]` reads `a`, `y`, `0`. */
  readonly path: readonly string[];
  /** Whether a member that is worked out at run time comes next: `steps[inputs.x]`. */
  readonly dynamic: boolean;
  /**
   * Whether the template says what happens where it is not there: `default(…)`, `is defined`, `.get()`,
   * or a condition around it that asked before: `x.y if x.y is defined`.
   */
  readonly guarded: boolean;
  /** Whether it may not be read at all: a branch of `if else`, the right of `and` and `or`, a fallback. */
  readonly conditional: boolean;
  /** Offsets into the template's source, of what `root` and `path` name. */
  readonly start: number;
  readonly end: number;
}

/**
 * Lists every read of a name in a template, in the order of the source.
 * Never throws; a faulty expression reads nothing.
 *
 * @example
 * references(parseTemplate('{{ steps.a.y | default(0) }}').template);
 * // [{ root: 'steps', path: ['a', 'y'], dynamic: false, guarded: true, conditional: false, start: 3, end: 12 }]
 */
export function references(template: Template): readonly Reference[] {
  const found: Reference[] = [];
  for (const part of template.parts) {
    if (part.kind === 'output') collect(part.expression, NOTHING, found);
  }
  return found.sort((left, right) => left.start - right.start);
}

/** What is known about the place of an expression. */
interface Place {
  readonly guarded: boolean;
  readonly conditional: boolean;
  /** What a condition around it found to be defined. */
  readonly defined: readonly DefinedPath[];
}

const NOTHING: Place = { guarded: false, conditional: false, defined: [] };

function collect(node: Expression, place: Place, found: Reference[]): void {
  const inner: Place = place.guarded ? { ...place, guarded: false } : place;
  switch (node.kind) {
    case 'name':
    case 'member':
    case 'index':
    case 'get':
      collectChain(node, place, found);
      return;
    case 'slice':
      collect(node.object, place, found);
      for (const bound of [node.from, node.to, node.step]) if (bound !== null) collect(bound, inner, found);
      return;
    case 'conditional':
      collect(node.condition, inner, found);
      collect(node.whenTrue, branch(place, node.condition, true), found);
      if (node.otherwise !== null) collect(node.otherwise, branch(place, node.condition, false), found);
      return;
    case 'logic':
      collect(node.left, inner, found);
      collect(node.right, branch(place, node.left, node.operator === 'and'), found);
      return;
    case 'filter':
      if (node.name !== 'default' && node.name !== 'd') break;
      collect(node.input, { ...place, guarded: true }, found);
      for (const argument of node.arguments) {
        if (argument !== null) collect(argument, { ...place, conditional: true }, found);
      }
      return;
    case 'test':
      if (node.name !== 'defined' && node.name !== 'undefined') break;
      collect(node.input, { ...place, guarded: true }, found);
      return;
    default:
      break;
  }
  for (const child of childrenOf(node)) collect(child, inner, found);
}

function branch(place: Place, condition: Expression, holds: boolean): Place {
  const defined = [...place.defined, ...definedWhen(condition, holds)];
  return { guarded: place.guarded, conditional: true, defined };
}

function collectChain(node: Expression, place: Place, found: Reference[]): void {
  const chain = chainOf(node);
  const inner: Place = { ...place, guarded: false };
  for (const key of chain.keys) collect(key, inner, found);
  if (chain.base.kind !== 'name') {
    collect(chain.base, chain.path.some(({ isGet }) => isGet) ? inner : place, found);
    return;
  }
  const { name: root } = chain.base;
  // `.get()` covers its own key, not a value far down before it: that is a read of its own.
  const plain = chain.path.findIndex(({ isGet }) => isGet);
  const lengths = plain > 1 ? [plain, chain.path.length] : [chain.path.length];
  for (const length of lengths) {
    const path = chain.path.slice(0, length).map((link) => link.name);
    const last = chain.path[length - 1] ?? chain.base;
    const isWhole = length === chain.path.length;
    const isGuarded = place.guarded || isCovered(root, path, place.defined);
    found.push({
      root,
      path,
      dynamic: isWhole && chain.dynamic,
      guarded: isGuarded || (isWhole && plain >= 0),
      conditional: place.conditional,
      start: last.start,
      end: last.end,
    });
  }
}
