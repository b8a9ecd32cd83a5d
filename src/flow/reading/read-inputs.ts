import { type LocatedNode, toPlain } from '../../syntax/index.ts';
import { faultsOf } from '../inputs/check-inputs.ts';
import type { InputDefinition, InputType, InputValidation } from '../inputs/input-definition.ts';
import { patternFault } from '../inputs/input-rules.ts';
import { describeValue, fitsType, TYPE_IN_WORDS } from '../inputs/input-types.ts';
import { INPUT, VALIDATION } from '../language/input-shape.ts';
import { describe, MapReading } from '../shape/index.ts';
import { checkName } from './check-name.ts';
import type { Report } from './report.ts';

/** Reads `inputs`: each a bare name or a map. The form of an approval is written the same way. */
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
    const message = `An input is a name or a map; this is ${describe(node)}.`;
    report.error('wrong_type', message, { span: node.span });
    return undefined;
  }
  const reading = new MapReading(node, INPUT, report);
  const name = reading.value('name');
  if (name === undefined) {
    report.error('missing_key', 'An input needs a "name".', { span: node.span });
    return undefined;
  }
  if (!checkName(name, 'An input', reading.node('name')?.span ?? node.span, report)) return undefined;
  const defaultNode = reading.node('default');
  const description = reading.value('description');
  const allowed = reading.value('enum');
  const type = reading.value('type') ?? 'string';
  const input: InputDefinition = {
    name,
    type,
    required: reading.value('required') ?? defaultNode === undefined,
    ...(defaultNode !== undefined && { default: toPlain(defaultNode) }),
    ...(description !== undefined && { description }),
    ...(allowed !== undefined && { enum: allowed.items.map(toPlain) }),
    validation: readValidation(reading.value('validation'), report),
    span: node.span,
  };
  checkChoices(name, type, allowed?.items ?? [], report);
  if (defaultNode !== undefined) checkDefault(input, defaultNode, report);
  return input;
}

function checkChoices(name: string, type: InputType, items: readonly LocatedNode[], report: Report): void {
  for (const item of items) {
    const value = toPlain(item);
    if (fitsType(value, type)) continue;
    const message = `"enum" of input "${name}" has to hold ${TYPE_IN_WORDS[type]} each; this is ${describeValue(value)}.`;
    report.error('wrong_type', message, { span: item.span, input: name });
  }
}

/** A default that the input itself refuses would only show when somebody leaves the input out. */
function checkDefault(input: InputDefinition, node: LocatedNode, report: Report): void {
  for (const { code, message, hint } of faultsOf(input, input.default)) {
    const way = hint ?? 'Change the default, or what the input allows.';
    report.error(code, `The default: ${message}`, { span: node.span, input: input.name, hint: way });
  }
}

function readValidation(
  reading: MapReading<typeof VALIDATION.keys> | undefined,
  report: Report,
): InputValidation {
  if (reading === undefined) return {};
  const rules: Record<string, unknown> = {};
  for (const key of Object.keys(VALIDATION.keys) as (keyof typeof VALIDATION.keys)[]) {
    const value = key === 'pattern' ? readPattern(reading, report) : reading.value(key);
    if (value === undefined) continue;
    rules[key] = typeof value === 'object' ? value.items.map(toPlain) : value;
  }
  // The table of keys names exactly the members of the type, with their types.
  return rules as InputValidation;
}

function readPattern(reading: MapReading<typeof VALIDATION.keys>, report: Report): string | undefined {
  const pattern = reading.value('pattern');
  const span = reading.node('pattern')?.span;
  const fault = pattern === undefined ? undefined : patternFault(pattern);
  if (fault === undefined || span === undefined) return pattern;
  const hint = 'Patterns are in RE2 syntax: no look-around, no back-references.';
  report.error('invalid_pattern', `The pattern ${pattern} cannot be read: ${fault}.`, { span, hint });
  return undefined;
}
