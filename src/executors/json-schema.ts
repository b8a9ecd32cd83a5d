import { z } from 'zod';

export interface JsonSchema extends Readonly<Record<string, unknown>> {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
}

const written = new WeakMap<z.ZodType, JsonSchema>();

/** The JSON Schema (draft 2020-12) of what may be written, made once per schema. Files have no JSON form: they take anything. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const known = written.get(schema);
  if (known !== undefined) return known;
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  written.set(schema, made);
  return made;
}
