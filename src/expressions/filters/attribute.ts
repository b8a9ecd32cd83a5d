import type { Evaluation } from '../evaluation/evaluation.ts';
import { itemAt } from '../operators/members.ts';
import { wrongArgument } from './filter.ts';

/** The members to follow from an item. */
export type AttributePath = readonly (string | number)[];

/** Reads an `attribute` argument: `'price'`, `'owner.name'`, `'0'` or a number, as in Jinja. */
export function attributePath(value: unknown, run: Evaluation): AttributePath | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return [value];
  if (typeof value !== 'string') throw wrongArgument('attribute', 'the name of a member', value, run);
  return value.split('.').map((part) => {
    const name = part.trim();
    return /^\d+$/.test(name) ? Number(name) : name;
  });
}

/** Follows a path from an item; what is not there is an error. Without a path it is the item itself. */
export function attributeOf(item: unknown, path: AttributePath | undefined, run: Evaluation): unknown {
  if (path === undefined) return item;
  let value = item;
  for (const key of path) {
    run.spend(1);
    value = itemAt(value, key, run);
    if (value === undefined) {
      throw run.error('undefined_name', `An item has no member "${path.join('.')}".`);
    }
  }
  return value;
}
