import type { Target, Unpacking } from '../syntax-tree/template.ts';
import { pairOfGroup } from '../values/group.ts';
import { isList, kindOf } from '../values/kinds.ts';
import type { Evaluation } from './evaluation.ts';
import { Locals } from './locals.ts';

/** Gives a value the name that a block has for it, or its items their names. */
export function bind(target: Target, value: unknown, run: Evaluation): void {
  run.locals ??= new Locals();
  run.spend(1);
  if (target.kind === 'name') run.locals.set(target.name, value);
  else unpack(target, value, run);
}

function unpack(target: Unpacking, value: unknown, run: Evaluation): void {
  const { targets } = target;
  const items = isList(value) ? value : pairOfGroup(value);
  if (items === undefined || items.length !== targets.length) {
    run.node = { kind: 'faulty', start: target.start, end: target.end };
    const came = items === undefined ? kindOf(value) : `a list of ${items.length}`;
    const hint = 'The pairs of a map are given by: | items.';
    throw run.error('type_mismatch', `A list of ${targets.length} was to be taken apart, not ${came}.`, hint);
  }
  targets.forEach((inner, index) => {
    bind(inner, items[index], run);
  });
}
