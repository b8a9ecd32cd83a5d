import { type LocatedNode, type MapNode, toPlain } from '../syntax/index.ts';
import { checkName } from './check-name.ts';
import {
  INPUT_TYPES,
  type InputDefinition,
  type InputType,
  type InputValidation,
} from './input-definition.ts';
import { checkKeys, type KeyFate } from './known-keys.ts';
import { describe, MapReader } from './map-reader.ts';
import { hintFor, type Report } from './report.ts';

const INPUT_KEYS: Readonly<Record<string, KeyFate>> = {
  name: 'read',
  type: 'read',
  required: 'read',
  default: 'read',
  description: 'read',
  enum: 'read',
  validation: 'read',
};

type Rule = 'number' | 'text' | 'boolean' | 'list';

const VALIDATION_RULES: Readonly<Record<keyof InputValidation, Rule>> = {
  min_length: 'number',
  max_length: 'number',
  pattern: 'text',
  allowed_values: 'list',
  forbidden_values: 'list',
  minimum: 'number',
  maximum: 'number',
  exclusive_minimum: 'number',
  exclusive_maximum: 'number',
  multiple_of: 'number',
  min_items: 'number',
  max_items: 'number',
  unique_items: 'boolean',
  item_type: 'text',
  allowed_types: 'list',
  allowed_extensions: 'list',
  min_size: 'number',
  max_size: 'number',
  required_properties: 'list',
  allowed_properties: 'list',
};

const VALIDATION_KEYS: Readonly<Record<string, KeyFate>> = Object.fromEntries(
  Object.keys(VALIDATION_RULES).map((key) => [key, 'read']),
);

const TYPE_ALIASES: Readonly<Record<string, InputType>> = { number: 'float' };

/** Reads `inputs`: each a bare name or a map. */
export function readInputs(nodes: readonly LocatedNode[], report: Report): InputDefinition[] {
  const inputs: InputDefinition[] = [];
  const seen = new Set<string>();
  for (const node of nodes) {
    const input = readInput(node, report);
    if (input === undefined) continue;
    if (seen.has(input.name)) {
      report.error('duplicate_name', `There are two inputs named "${input.name}".`, { span: node.span });
      continue;
    }
    seen.add(input.name);
    inputs.push(input);
  }
  return inputs;
}

function readInput(node: LocatedNode, report: Report): InputDefinition | undefined {
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    if (!checkName(node.value, 'An input', node.span, report)) return undefined;
    return { name: node.value, type: 'string', required: true, validation: {}, span: node.span };
  }
  if (node.kind !== 'map') {
    report.error('wrong_type', `An input is a name or a map; this is ${describe(node)}.`, {
      span: node.span,
    });
    return undefined;
  }
  checkKeys(node, INPUT_KEYS, 'An input', report);
  const reader = new MapReader(node, report);
  const name = reader.text('name');
  if (name === undefined) {
    report.error('missing_key', 'An input needs a "name".', { span: node.span });
    return undefined;
  }
  if (!checkName(name, 'An input', reader.node('name')?.span ?? node.span, report)) return undefined;
  const defaultNode = reader.node('default');
  const description = reader.text('description');
  const allowed = reader.list('enum');
  return {
    name,
    type: readType(reader, report),
    required: reader.boolean('required') ?? defaultNode === undefined,
    ...(defaultNode !== undefined && { default: toPlain(defaultNode) }),
    ...(description !== undefined && { description }),
    ...(allowed !== undefined && { enum: allowed.items.map(toPlain) }),
    validation: readValidation(reader.submap('validation'), report),
    span: node.span,
  };
}

function readType(reader: MapReader, report: Report): InputType {
  const written = reader.text('type') ?? 'string';
  const type = INPUT_TYPES.find((name) => name === written) ?? TYPE_ALIASES[written];
  if (type !== undefined) return type;
  const span = reader.node('type')?.span;
  if (span !== undefined) {
    report.error('wrong_type', `There is no input type "${written}".`, {
      span,
      ...hintFor(written, [...INPUT_TYPES, ...Object.keys(TYPE_ALIASES)]),
    });
  }
  return 'string';
}

function readValidation(map: MapNode | undefined, report: Report): InputValidation {
  if (map === undefined) return {};
  checkKeys(map, VALIDATION_KEYS, '"validation"', report);
  const reader = new MapReader(map, report);
  const rules: Record<string, unknown> = {};
  for (const [key, kind] of Object.entries(VALIDATION_RULES)) {
    const value = readRule(reader, key, kind);
    if (value !== undefined) rules[key] = value;
  }
  // The table above names exactly the members of the type, with their types.
  return rules as InputValidation;
}

function readRule(reader: MapReader, key: string, kind: Rule): unknown {
  switch (kind) {
    case 'number':
      return reader.number(key);
    case 'text':
      return reader.text(key);
    case 'boolean':
      return reader.boolean(key);
    case 'list':
      return reader.list(key)?.items.map(toPlain);
  }
}
