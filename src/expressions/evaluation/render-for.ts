import type { ForPart } from '../syntax-tree/template.ts';
import { itemsOf } from '../values/items.ts';
import { kindOf, type MapValue } from '../values/kinds.ts';
import { isTrue } from '../values/truth.ts';
import { bind } from './bind.ts';
import { evaluateNode } from './evaluate-node.ts';
import type { Evaluation } from './evaluation.ts';
import { Locals } from './locals.ts';
import { renderParts, type TextOutput } from './render.ts';

/** Renders a loop's body for each item that is kept; where none is, its `else`. */
export function renderFor(part: ForPart, output: TextOutput, run: Evaluation): void {
  run.locals ??= new Locals();
  const { locals } = run;
  const items = keptItems(part, run, locals);
  if (items.length === 0) {
    const scope = locals.begin();
    renderParts(part.otherwise, output, run);
    locals.end(scope);
    return;
  }
  for (let index = 0; index < items.length; index++) {
    const scope = locals.begin();
    run.spend(1);
    bind(part.target, items[index], run);
    locals.set('loop', loopAt(items, index));
    renderParts(part.body, output, run);
    locals.end(scope);
  }
}

/** The condition of a loop decides before the first round, so that `loop` counts what is kept alone. */
function keptItems(part: ForPart, run: Evaluation, locals: Locals): ArrayLike<unknown> {
  const { list, condition, target } = part;
  const value = evaluateNode(list, run);
  run.node = list;
  const items = itemsOf(value, run);
  if (items === undefined) {
    const hint = value === null ? 'Give what may be missing a value: | default([]).' : undefined;
    throw run.error('type_mismatch', `A loop goes over a list, a map or a text, not ${kindOf(value)}.`, hint);
  }
  if (condition === null) return items;
  const kept: unknown[] = [];
  for (let index = 0; index < items.length; index++) {
    const scope = locals.begin();
    run.spend(1);
    bind(target, items[index], run);
    if (isTrue(evaluateNode(condition, run), run)) kept.push(items[index]);
    locals.end(scope);
  }
  return kept;
}

/** `loop`, as in Jinja. What is before the first and after the last item is not there. */
function loopAt(items: ArrayLike<unknown>, index: number): MapValue {
  const { length } = items;
  const loop: MapValue = {
    index: index + 1,
    index0: index,
    revindex: length - index,
    revindex0: length - index - 1,
    first: index === 0,
    last: index === length - 1,
    length,
  };
  if (index > 0) loop['previtem'] = items[index - 1];
  if (index < length - 1) loop['nextitem'] = items[index + 1];
  return loop;
}
