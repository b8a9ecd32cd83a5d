import { invalidRow } from './row.ts';

/** Each column by a name of its own. */
export function columnNames(fields: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const [place, field] of fields.entries()) {
    const name = field.trim() || `column_${place + 1}`;
    let free = name;
    for (let number = 2; names.has(free); number++) free = `${name}_${number}`;
    names.add(free);
  }
  return [...names];
}

/** A row's fields by the names of their columns. Throws `row_invalid` where there are more of them, or fewer. */
export function recordOf(
  fields: readonly string[],
  columns: readonly string[],
  place: string,
): Readonly<Record<string, string>> {
  if (fields.length !== columns.length) {
    const message = `${place} has ${fields.length} fields; the header has ${columns.length}.`;
    throw invalidRow(message, 'A field with the delimiter in it has to stand in quotes.');
  }
  // Unlike an assignment, this makes a member of a column named __proto__.
  return Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? '']));
}
