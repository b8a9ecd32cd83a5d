import type { z } from 'zod';
import type { FieldHandling, FieldWay } from '../flow/index.ts';
import { jsonSchemaOf } from './json-schema.ts';

const known = new WeakMap<z.ZodType, FieldHandling>();

/** What most work that is deferred is done for: the items of a list. */
const NAMES_OF_ITEM = ['item', 'index'];

/** The fields of a config that its schema marks as `deferred`, `raw` or `configOf`, worked out once per schema. */
export function fieldHandling(schema: z.ZodType): FieldHandling {
  let handling = known.get(schema);
  if (handling === undefined) {
    const fields = Object.entries(jsonSchemaOf(schema).properties ?? {});
    handling = Object.fromEntries(fields.map(([name, field]) => [name, wayOf(field as Marks)]));
    known.set(schema, handling);
  }
  return handling;
}

interface Marks {
  readonly deferred?: unknown;
  readonly raw?: unknown;
  readonly configOf?: unknown;
}

function wayOf({ deferred, raw, configOf }: Marks): FieldWay {
  return {
    ...(deferred === true && { deferred: NAMES_OF_ITEM }),
    ...(Array.isArray(deferred) && { deferred: deferred.map(String) }),
    ...((raw === true || raw === 'map') && { raw }),
    ...(typeof configOf === 'string' && { configOf }),
  };
}
