import type { LocatedNode } from '../../syntax/index.ts';
import type { CachePolicy } from '../flow-definition.ts';
import type { CACHE } from '../language/step-shape.ts';
import type { MapReading } from '../shape/index.ts';
import { compileValue } from '../value-template.ts';
import type { Report } from './report.ts';

/** Reads a step's `cache`; a step that says nothing has the flow's. */
export function readCachePolicy(
  read: boolean | MapReading<typeof CACHE.keys> | undefined,
  ofFlow: CachePolicy | undefined,
  report: Report,
  step: string,
): CachePolicy | undefined {
  if (read === undefined) return ofFlow;
  // `cache: false` takes a step out of what the flow says for all.
  if (read === false) return undefined;
  if (read === true) return ofFlow ?? {};
  return cachePolicy(read.value('ttl'), read.node('key'), report, step);
}

/** Makes a policy of its parts; a key without a template is the same for every call, and means just that. */
export function cachePolicy(
  ttl: number | undefined,
  keyNode: LocatedNode | undefined,
  report: Report,
  step?: string,
): CachePolicy {
  return {
    ...(ttl !== undefined && { ttl }),
    ...(keyNode !== undefined && { key: compileValue(keyNode, report, step) }),
  };
}
