import type { JsonSchema } from '../shape/index.ts';

/** A text with a template in it may stand for any value: it is checked again when it is rendered. */
const TEMPLATE: JsonSchema = { type: 'string', pattern: '\\{[{%]' };

/**
 * The schema of a config as it may be written: the map itself as it is, and every value in it also as a template.
 * Unknown keys are faults unless the schema takes any.
 */
export function templatable(schema: JsonSchema): JsonSchema {
  const { properties, items, prefixItems, anyOf, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(isMap(properties) && {
      properties: mapValues(properties, orTemplate),
      additionalProperties: isMap(additionalProperties)
        ? orTemplate(additionalProperties)
        : (additionalProperties ?? false),
    }),
    ...(properties === undefined &&
      isMap(additionalProperties) && { additionalProperties: orTemplate(additionalProperties) }),
    ...(isMap(items) && { items: orTemplate(items) }),
    // A list of fixed length, in the form of either draft of JSON Schema.
    ...(Array.isArray(items) && { items: items.map(orTemplate) }),
    ...(Array.isArray(prefixItems) && { prefixItems: prefixItems.map(orTemplate) }),
    // The template that stands for the whole is said once, outside.
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map(templatable) }),
  };
}

function orTemplate(schema: JsonSchema): JsonSchema {
  const { description, default: fallback, ...rest } = schema;
  const about = {
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: fallback }),
  };
  // What takes anything takes a template too.
  if (Object.keys(rest).length === 0 || takesAnyText(rest)) return schema;
  return { ...about, anyOf: [templatable(rest), TEMPLATE] };
}

function takesAnyText({ type, enum: choices, const: only, pattern, format }: JsonSchema): boolean {
  return type === 'string' && [choices, only, pattern, format].every((limit) => limit === undefined);
}

function mapValues(map: Readonly<Record<string, unknown>>, change: (schema: JsonSchema) => JsonSchema) {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, isMap(value) ? change(value) : value]),
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
