import { stringify } from 'yaml';

/** Writes plain data as YAML text, so that a flow given as an object is read, checked and located like any other. */
export function writeDocument(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
