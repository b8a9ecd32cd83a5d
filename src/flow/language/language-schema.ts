import type { JsonSchema } from '../shape/index.ts';
import { FLOW } from './flow-shape.ts';
import { INPUT } from './input-shape.ts';
import { STEP, STEP_GROUP } from './step-shape.ts';
import { templatable } from './templatable.ts';

/** What the schema says of an executor: its declaration as plain data. */
interface DescribedExecutor {
  readonly name: string;
  readonly description: string;
  readonly configSchema: JsonSchema;
}

/**
 * The JSON Schema of the language, with the config of each executor inside, made of the same tables that read and
 * check a flow. Draft 7, which editors with a YAML language server understand best.
 *
 * @example
 * const schema = languageSchema(builtinRegistry().list());
 */
export function languageSchema(executors: readonly DescribedExecutor[]): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'PromptFlow flow',
    ...FLOW.schema,
    $defs: { input: INPUT.schema, step: stepSchema(executors) },
  };
}

/** A step, or a group of steps where there are steps inside. */
function stepSchema(executors: readonly DescribedExecutor[]): JsonSchema {
  const { properties, ...step } = STEP.schema as { properties: Record<string, JsonSchema> };
  const executor = {
    ...properties['executor'],
    // A page may have executors of its own: any other name is as good, but these are offered.
    anyOf: [{ enum: executors.map(({ name }) => name) }, { type: 'string' }],
  };
  return {
    if: { required: ['steps'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: STEP_GROUP.schema,
    else: { ...step, properties: { ...properties, executor }, allOf: executors.map(configOf) },
  };
}

function configOf({ name, description, configSchema }: DescribedExecutor): JsonSchema {
  const { $schema: _dialect, ...config } = configSchema;
  const isRequired = Array.isArray(config['required']) && config['required'].length > 0;
  return {
    if: { properties: { executor: { const: name } }, required: ['executor'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: {
      properties: { config: { description, ...templatable(config) } },
      ...(isRequired && { required: ['config'] }),
    },
  };
}
