import { FlowError } from '../../errors/index.ts';
import type { FileAccess } from '../../executors/index.ts';
import { visitValues } from '../../executors/visit-values.ts';
import { isPlainMap } from '../../flow/index.ts';
import type { Invocation, Success } from './invocation.ts';
import { failedBefore } from './invocation.ts';
import type { Soon } from './soon.ts';

/**
 * Puts the files that an executor gave as bytes into the store: what steps pass on, and what is written down of a run,
 * are references. An invocation without any is passed on at once, as it is.
 */
export function keepBlobs(invocation: Invocation, files: FileAccess): Soon<Invocation> {
  if (!invocation.success) return invocation;
  const blobs = blobsIn(invocation.outputs);
  return blobs.size === 0 ? invocation : kept(invocation, blobs, files);
}

function blobsIn(outputs: Readonly<Record<string, unknown>>): ReadonlySet<Blob> {
  const blobs = new Set<Blob>();
  for (const name in outputs) {
    // Most outputs are texts and numbers.
    if (typeof outputs[name] !== 'object') continue;
    visitValues(outputs[name], (each) => {
      if (each instanceof Blob) blobs.add(each);
    });
  }
  return blobs;
}

async function kept(success: Success, blobs: ReadonlySet<Blob>, files: FileAccess): Promise<Invocation> {
  try {
    const references = new Map<unknown, unknown>();
    for (const blob of blobs) references.set(blob, await files.keep(blob));
    return { ...success, outputs: withReferences(success.outputs, references) as Success['outputs'] };
  } catch (thrown) {
    return { ...failedBefore(FlowError.from(thrown), success.endedAt), executionTime: success.executionTime };
  }
}

/** A copy of plain data with references in the place of bytes; `references` is also what is copied already. */
function withReferences(value: unknown, references: Map<unknown, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = references.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    references.set(value, copy);
    for (const item of value) copy.push(withReferences(item, references));
    return copy;
  }
  if (!isPlainMap(value)) return value;
  const copy: Record<string, unknown> = {};
  references.set(value, copy);
  for (const [name, member] of Object.entries(value)) copy[name] = withReferences(member, references);
  return copy;
}
