import type { z } from 'zod';
import { jsonSchemaOf } from './json-schema.ts';

/** What a config hands on to another executor. */
export interface Work {
  /** The keys of the config that hold the other's name and its config. */
  readonly executorKey: string;
  readonly configKey: string;
  readonly executor: unknown;
  readonly config: unknown;
}

/**
 * The work that a config hands on, by the schema's marks: `.meta({ configOf: 'executor' })` on a field says that it is
 * the config of the executor that the key `executor` names.
 */
export function workOfConfig(schema: z.ZodType, config: unknown): readonly Work[] {
  if (typeof config !== 'object' || config === null) return [];
  const values = config as Readonly<Record<string, unknown>>;
  return markedKeys(schema).map(([configKey, executorKey]) => ({
    executorKey,
    configKey,
    executor: values[executorKey],
    config: values[configKey] ?? {},
  }));
}

function markedKeys(schema: z.ZodType): readonly (readonly [string, string])[] {
  return Object.entries(jsonSchemaOf(schema).properties ?? {}).flatMap(([key, field]) => {
    const { configOf } = field as { configOf?: unknown };
    return typeof configOf === 'string' ? [[key, configOf] as const] : [];
  });
}
