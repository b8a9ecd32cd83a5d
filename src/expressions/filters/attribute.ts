import type { Evaluation } from '../evaluation/evaluation.ts';
import { itemAt } from '../operators/members.ts';
import type { TemplateError } from '../template-error.ts';
import { wrongArgument } from './filter.ts';

/** The members to follow from an item. */
export type AttributePath = readonly (string | number)[];

/** Reads an `attribute` argument: `'price'`, `'owner.name'`, `'0'` or a number, as in Jinja. */
export function attributePath(value: unknown, run: Evaluation): AttributePath | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return [value];
  if (typeof value !== 'string') throw wrongArgument('attribute', 'the name of a member', value, run);
  return memberPath(value);
}

/** As `attributePath`, where there has to be one. */
export function requiredPath(value: unknown, run: Evaluation): AttributePath {
  const path = attributePath(value, run);
  if (path === undefined) throw wrongArgument('attribute', 'the name of a member', value, run);
  return path;
}

function memberPath(text: string): AttributePath {
  return text.split('.').map((part) => {
    const name = part.trim();
    return /^\d+$/.test(name) ? Number(name) : name;
  });
}

/** Follows a path from an item; what is not there is an error. Without a path it is the item itself. */
export function attributeOf(item: unknown, path: AttributePath | undefined, run: Evaluation): unknown {
  if (path === undefined) return item;
  const value = findAttribute(item, path, run);
  if (value === undefined) throw missingAttribute(path, run);
  return value;
}

/** Follows a path from an item; undefined where it leads to nothing. */
export function findAttribute(item: unknown, path: AttributePath, run: Evaluation): unknown {
  let value = item;
  for (const key of path) {
    run.spend(1);
    value = itemAt(value, key, run);
    if (value === undefined) return undefined;
  }
  return value;
}

export function missingAttribute(path: AttributePath, run: Evaluation): TemplateError {
  const name = path.join('.');
  const hint = `Keep the items that have one: | selectattr("${name}", "defined").`;
  return run.error('undefined_name', `An item has no member "${name}".`, hint);
}
