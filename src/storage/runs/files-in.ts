import { isFlowFile } from '../../executors/index.ts';

/** Deeper than this nobody hides a file. */
const DEEPEST = 12;

/** The hashes of the files that a value refers to. */
export function filesIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  collect(value, found, 0);
  return found;
}

function collect(value: unknown, found: Set<string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  if (isFlowFile(value)) found.add(value.sha256);
  else if (Array.isArray(value)) for (const item of value) collect(item, found, depth + 1);
  else if (!ArrayBuffer.isView(value) && !(value instanceof Blob)) {
    for (const member of Object.values(value)) collect(member, found, depth + 1);
  }
}
