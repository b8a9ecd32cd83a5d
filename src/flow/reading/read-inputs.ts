import { type LocatedNode, type MapNode, toPlain } from '../../syntax/index.ts';
import { faultsOf } from '../inputs/check-inputs.ts';
import {
  INPUT_TYPES,
  type InputDefinition,
  type InputType,
  type InputValidation,
} from '../inputs/input-definition.ts';
import { patternFault } from '../inputs/input-rules.ts';
import { describeValue, fitsType, TYPE_IN_WORDS } from '../inputs/input-types.ts';
import { checkName } from './check-name.ts';
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

type Rule = 'number' | 'count' | 'step' | 'pattern' | 'type' | 'boolean' | 'list';

const VALIDATION_RULES: Readonly<Record<keyof InputValidation, Rule>> = {
  min_length: 'count',
  max_length: 'count',
  pattern: 'pattern',
  allowed_values: 'list',
  forbidden_values: 'list',
  minimum: 'number',
  maximum: 'number',
  exclusive_minimum: 'number',
  exclusive_maximum: 'number',
  multiple_of: 'step',
  min_items: 'count',
  max_items: 'count',
  unique_items: 'boolean',
  item_type: 'type',
  allowed_types: 'list',
  allowed_extensions: 'list',
  min_size: 'count',
  max_size: 'count',
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
  const type = readType(reader, 'type', report) ?? 'string';
  const input: InputDefinition = {
    name,
    type,
    required: reader.boolean('required') ?? defaultNode === undefined,
    ...(defaultNode !== undefined && { default: toPlain(defaultNode) }),
    ...(description !== undefined && { description }),
    ...(allowed !== undefined && { enum: allowed.items.map(toPlain) }),
    validation: readValidation(reader.submap('validation'), report),
    span: node.span,
  };
  for (const item of allowed?.items ?? []) {
    const value = toPlain(item);
    if (fitsType(value, type)) continue;
    const message = `"enum" of input "${name}" has to hold ${TYPE_IN_WORDS[type]} each; this is ${describeValue(value)}.`;
    report.error('wrong_type', message, { span: item.span, input: name });
  }
  if (defaultNode !== undefined) checkDefault(input, defaultNode, report);
  return input;
}

/** A default that the input itself refuses would only show when somebody leaves the input out. */
function checkDefault(input: InputDefinition, node: LocatedNode, report: Report): void {
  for (const { code, message, hint } of faultsOf(input, input.default)) {
    const way = hint ?? 'Change the default, or what the input allows.';
    report.error(code, `The default: ${message}`, { span: node.span, input: input.name, hint: way });
  }
}

function readType(reader: MapReader, key: string, report: Report): InputType | undefined {
  const written = reader.text(key);
  if (written === undefined) return undefined;
  const alias = Object.hasOwn(TYPE_ALIASES, written) ? TYPE_ALIASES[written] : undefined;
  const type = INPUT_TYPES.find((name) => name === written) ?? alias;
  const span = reader.node(key)?.span;
  if (type === undefined && span !== undefined) {
    report.error('wrong_type', `There is no input type "${written}".`, {
      span,
      ...hintFor(written, [...INPUT_TYPES, ...Object.keys(TYPE_ALIASES)]),
    });
  }
  return type;
}

function readPattern(reader: MapReader, key: string, report: Report): string | undefined {
  const pattern = reader.text(key);
  const span = reader.node(key)?.span;
  const fault = pattern === undefined ? undefined : patternFault(pattern);
  if (fault === undefined || span === undefined) return pattern;
  const hint = 'Patterns are in RE2 syntax: no look-around, no back-references.';
  report.error('invalid_pattern', `The pattern ${pattern} cannot be read: ${fault}.`, { span, hint });
  return undefined;
}

function readValidation(map: MapNode | undefined, report: Report): InputValidation {
  if (map === undefined) return {};
  checkKeys(map, VALIDATION_KEYS, '"validation"', report);
  const reader = new MapReader(map, report);
  const rules: Record<string, unknown> = {};
  for (const [key, kind] of Object.entries(VALIDATION_RULES)) {
    const value = readRule(reader, key, kind, report);
    if (value !== undefined) rules[key] = value;
  }
  // The table above names exactly the members of the type, with their types.
  return rules as InputValidation;
}

function readRule(reader: MapReader, key: string, kind: Rule, report: Report): unknown {
  switch (kind) {
    case 'number':
      return reader.number(key);
    case 'count':
      return reader.number(key, { min: 0, integer: true });
    case 'step':
      return reader.number(key, { above: 0 });
    case 'pattern':
      return readPattern(reader, key, report);
    case 'type':
      return readType(reader, key, report);
    case 'boolean':
      return reader.boolean(key);
    case 'list':
      return reader.list(key)?.items.map(toPlain);
  }
}
