import type { z } from 'zod';
import { FlowError, nearestName } from '../errors/index.ts';
import type { ConfigFault } from '../flow/index.ts';
import { ANY_MAP, type AnyExecutor } from './base-executor.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';

/**
 * Checks a rendered config and fills in the defaults.
 * Throws a `FlowError` with the code `invalid_config` that names every key at fault.
 */
export function parseConfig(executor: AnyExecutor, config: unknown): unknown {
  // Nothing to check, and no default to fill in.
  if (executor.configSchema === ANY_MAP) return config;
  const parsed = executor.configSchema.safeParse(config);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => sentenceOf(issue));
  throw new FlowError('invalid_config', faults.join(' '));
}

/** The faults of a config as it stands in the text; what a template decides is left for `parseConfig`. */
export function configFaults(
  executor: AnyExecutor,
  config: unknown,
  isOpen: (path: readonly PropertyKey[]) => boolean,
): readonly ConfigFault[] {
  const faults: ConfigFault[] = unknownKeys(executor.name, jsonSchemaOf(executor.configSchema), config, []);
  const parsed = executor.configSchema.safeParse(config);
  const issues = parsed.error?.issues ?? [];
  for (const issue of issues) {
    if (isOpen(issue.path) || issues.some((other) => lies(other, issue))) continue;
    const missing = TYPE_ISSUES.has(issue.code) && valueAt(config, issue.path) === undefined;
    faults.push({
      code: missing ? 'missing_config_key' : 'invalid_config',
      severity: 'error',
      path: issue.path,
      message: sentenceOf(issue),
    });
  }
  return faults;
}

/** What a value of the wrong type is told by; one that is not there at all is of the wrong type too. */
const TYPE_ISSUES = new Set(['invalid_type', 'invalid_union', 'invalid_value']);

/** Whether a fault lies inside of the other's value: of the two it says more. */
function lies(inner: z.core.$ZodIssue, outer: z.core.$ZodIssue): boolean {
  return inner.path.length > outer.path.length && outer.path.every((key, place) => key === inner.path[place]);
}

/** `what` is the executor's name, or that with the key whose map is looked at. */
function unknownKeys(
  what: string,
  { properties, additionalProperties }: JsonSchema,
  config: unknown,
  path: readonly string[],
): ConfigFault[] {
  // A loose schema takes any key.
  if (properties === undefined || isOpenSchema(additionalProperties)) return [];
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return [];
  const known = Object.keys(properties);
  return Object.entries(config).flatMap(([key, value]): ConfigFault[] => {
    if (Object.hasOwn(properties, key)) {
      return unknownKeys(`"${key}" of ${what}`, properties[key] as JsonSchema, value, [...path, key]);
    }
    const near = nearestName(key, known);
    return [
      {
        code: 'unknown_config_key',
        severity: 'warning',
        path: [...path, key],
        message: `${what} has no key "${key}".`,
        hint: near === undefined ? `Its keys: ${known.join(', ')}.` : `Did you mean ${near}?`,
      },
    ];
  });
}

function isOpenSchema(additional: unknown): boolean {
  return additional === true || (typeof additional === 'object' && additional !== null);
}

/** Messages of our own schemas are sentences that name the key; those of the library get the key put before. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  const key = issue.path.map(String).join('.');
  const message = issue.message.replace(/^Invalid input: /, '');
  const sentence = message === issue.message || key === '' ? message : `"${key}": ${message}`;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}
