import { isFlowFile } from '../../executors/index.ts';
import { visitValues } from '../../executors/visit-values.ts';

/** The hashes of the files that a value refers to. */
export function filesIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  visitValues(value, (each) => {
    if (isFlowFile(each)) found.add(each.sha256);
  });
  return found;
}
