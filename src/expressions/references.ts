import { BoundNames } from './bound-names.ts';
import { type DefinedPath, definedWhen, isCovered } from './defined-paths.ts';
import { chainOf } from './member-chain.ts';
import { childrenOf } from './syntax-tree/children.ts';
import type { Expression } from './syntax-tree/expression.ts';
import type { ForPart, IfPart, Template, TemplatePart } from './syntax-tree/template.ts';

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
 * Lists every read of a name in a template, in the order of the source. What its blocks bind is none.
 * Never throws; a faulty expression reads nothing.
 *
 * @example
 * references(parseTemplate('{{ steps.a.y | default(0) }}').template);
 * // [{ root: 'steps', path: ['a', 'y'], dynamic: false, guarded: true, conditional: false, start: 3, end: 12 }]
 */
export function references(template: Template): readonly Reference[] {
  const found: Reference[] = [];
  collectParts(template.parts, NOTHING, new BoundNames(), found);
  return found.sort((left, right) => left.start - right.start);
}

function collectParts(
  parts: readonly TemplatePart[],
  place: Place,
  bound: BoundNames,
  found: Reference[],
): void {
  for (const part of parts) {
    switch (part.kind) {
      case 'text':
        break;
      case 'output':
        collect(part.expression, place, bound, found);
        break;
      case 'if':
        collectIf(part, place, bound, found);
        break;
      case 'for':
        collectFor(part, place, bound, found);
        break;
      case 'set':
        collect(part.value, place, bound, found);
        bound.add(part.target);
        break;
      case 'capture':
        collectParts(part.body, place, new BoundNames(bound), found);
        bound.add(part.target);
        break;
    }
  }
}

/** Each branch knows what its condition found, and what those before it did not. Names set in one stay set. */
function collectIf(part: IfPart, place: Place, bound: BoundNames, found: Reference[]): void {
  let before = place;
  for (const { condition, body } of part.branches) {
    collect(condition, before, bound, found);
    collectParts(body, branch(before, condition, true), bound, found);
    before = branch(before, condition, false);
  }
  collectParts(part.otherwise, before, bound, found);
}

/** A list may be empty: everything but the list itself may be read or not. */
function collectFor(part: ForPart, place: Place, bound: BoundNames, found: Reference[]): void {
  const maybe: Place = { ...place, conditional: true };
  collect(part.list, place, bound, found);
  const inside = new BoundNames(bound);
  inside.add(part.target);
  const kept = part.condition === null ? maybe : branch(maybe, part.condition, true);
  if (part.condition !== null) collect(part.condition, maybe, inside, found);
  inside.addName('loop');
  collectParts(part.body, kept, inside, found);
  collectParts(part.otherwise, maybe, new BoundNames(bound), found);
}

/** What is known about the place of an expression. */
interface Place {
  readonly guarded: boolean;
  readonly conditional: boolean;
  /** What a condition around it found to be defined. */
  readonly defined: readonly DefinedPath[];
}

const NOTHING: Place = { guarded: false, conditional: false, defined: [] };

function collect(node: Expression, place: Place, bound: BoundNames, found: Reference[]): void {
  const inner: Place = place.guarded ? { ...place, guarded: false } : place;
  switch (node.kind) {
    case 'name':
    case 'member':
    case 'index':
    case 'get':
      collectChain(node, place, bound, found);
      return;
    case 'slice':
      collect(node.object, place, bound, found);
      for (const limit of [node.from, node.to, node.step])
        if (limit !== null) collect(limit, inner, bound, found);
      return;
    case 'conditional':
      collect(node.condition, inner, bound, found);
      collect(node.whenTrue, branch(place, node.condition, true), bound, found);
      if (node.otherwise !== null)
        collect(node.otherwise, branch(place, node.condition, false), bound, found);
      return;
    case 'logic':
      collect(node.left, inner, bound, found);
      collect(node.right, branch(place, node.left, node.operator === 'and'), bound, found);
      return;
    case 'filter':
      if (node.name !== 'default' && node.name !== 'd') break;
      collect(node.input, { ...place, guarded: true }, bound, found);
      for (const argument of node.arguments) {
        if (argument !== null) collect(argument, { ...place, conditional: true }, bound, found);
      }
      return;
    case 'test':
      if (node.name !== 'defined' && node.name !== 'undefined') break;
      collect(node.input, { ...place, guarded: true }, bound, found);
      return;
    default:
      break;
  }
  for (const child of childrenOf(node)) collect(child, inner, bound, found);
}

/** How many findings are kept: nobody asks more before a read, and each is compared with each read. */
const MAX_FINDINGS = 200;

function branch(place: Place, condition: Expression, holds: boolean): Place {
  const found = place.defined.length < MAX_FINDINGS ? definedWhen(condition, holds) : [];
  const defined = found.length === 0 ? place.defined : [...place.defined, ...found];
  return { guarded: place.guarded, conditional: true, defined };
}

function collectChain(node: Expression, place: Place, bound: BoundNames, found: Reference[]): void {
  const chain = chainOf(node);
  const inner: Place = { ...place, guarded: false };
  for (const key of chain.keys) collect(key, inner, bound, found);
  if (chain.base.kind !== 'name') {
    collect(chain.base, chain.path.some(({ isGet }) => isGet) ? inner : place, bound, found);
    return;
  }
  const { name: root } = chain.base;
  if (bound.has(root)) return;
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
