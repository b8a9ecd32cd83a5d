import type { Expression } from './syntax-tree/expression.ts';

/** `base.a['b'].get('c')` taken apart. */
export interface MemberChain {
  readonly base: Expression;
  /** The literal members, from the base on. */
  readonly path: readonly {
    readonly name: string;
    readonly start: number;
    readonly end: number;
    readonly isGet: boolean;
  }[];
  /** Whether a member that is not literal comes after them. */
  readonly dynamic: boolean;
  /** What stands in brackets and in `.get()`, apart from literals that are in the path. */
  readonly keys: readonly Expression[];
}

/** Takes a chain of members apart, down to what it begins with. */
export function chainOf(node: Expression): MemberChain {
  const path: { name: string; start: number; end: number; isGet: boolean }[] = [];
  const keys: Expression[] = [];
  let dynamic = false;
  let base = node;
  while (base.kind === 'member' || base.kind === 'index' || base.kind === 'get') {
    const name = base.kind === 'member' ? base.name : literalName(base.key);
    if (name === undefined) {
      // Only what comes before it has a known place.
      path.length = 0;
      dynamic = true;
    } else path.unshift({ name, start: base.start, end: base.end, isGet: base.kind === 'get' });
    if (base.kind !== 'member' && name === undefined) keys.unshift(base.key);
    if (base.kind === 'get' && base.fallback !== null) keys.push(base.fallback);
    base = base.object;
  }
  return { base, path, dynamic, keys };
}

function literalName(key: Expression): string | undefined {
  if (key.kind !== 'literal') return undefined;
  return typeof key.value === 'string' || typeof key.value === 'number' ? String(key.value) : undefined;
}
