import type { z } from 'zod';
import type { FieldHandling, FieldWay } from '../flow/index.ts';
import { jsonSchemaOf } from './json-schema.ts';

const known = new WeakMap<z.ZodType, FieldHandling>();

/** What most work that is deferred is done for: the items of a list. */
const NAMES_OF_ITEM = ['item', 'index'];

/** The fields of a config that its schema marks as `deferred` or `raw`, worked out once per schema. */
export function fieldHandling(schema: z.ZodType): FieldHandling {
  let handling = known.get(schema);
  if (handling === undefined) {
    const marked: Record<string, FieldWay> = {};
    for (const [name, field] of Object.entries(jsonSchemaOf(schema).properties ?? {})) {
      const marks = field as { deferred?: unknown; raw?: unknown };
      if (marks.raw === true) marked[name] = 'raw';
      else if (marks.raw === 'map') marked[name] = 'raw_map';
      else if (marks.deferred === true) marked[name] = { deferred: NAMES_OF_ITEM };
      else if (Array.isArray(marks.deferred)) marked[name] = { deferred: marks.deferred.map(String) };
    }
    handling = marked;
    known.set(schema, handling);
  }
  return handling;
}
