import type { LocatedNode } from '../../syntax/index.ts';
import type { OutputDefinition } from '../flow-definition.ts';
import { OUTPUT } from '../language/flow-shape.ts';
import { describe, MapReading } from '../shape/index.ts';
import { compileValue } from '../value-template.ts';
import { checkName } from './check-name.ts';
import { startOf } from './read-steps.ts';
import type { Report } from './report.ts';

/** Reads `outputs`: what the flow gives. */
export function readOutputs(nodes: readonly LocatedNode[], report: Report): OutputDefinition[] {
  const outputs: OutputDefinition[] = [];
  const seen = new Set<string>();
  for (const node of nodes) {
    const output = readOutput(node, report);
    if (output === undefined) continue;
    if (seen.has(output.name)) {
      report.error('duplicate_name', `There are two outputs named "${output.name}".`, { span: output.span });
      continue;
    }
    seen.add(output.name);
    outputs.push(output);
  }
  return outputs;
}

function readOutput(node: LocatedNode, report: Report): OutputDefinition | undefined {
  if (node.kind !== 'map') {
    report.error('wrong_type', `An output is a map; this is ${describe(node)}.`, { span: node.span });
    return undefined;
  }
  const reading = new MapReading(node, OUTPUT, report);
  const name = reading.value('name');
  const value = reading.node('value');
  if (name === undefined || value === undefined) {
    const missing = (['name', 'value'] as const).find((key) => !reading.has(key));
    if (missing !== undefined) {
      report.error('missing_key', `An output needs a "${missing}".`, { span: startOf(node) });
    }
    return undefined;
  }
  const nameSpan = reading.node('name')?.span ?? node.span;
  checkName(name, 'An output', nameSpan, report);
  if (name === 'success') {
    // The result says of itself whether it succeeded; a flow cannot have a say in that.
    const hint = 'Name it ok, or whatever it tells.';
    report.error('invalid_name', 'An output cannot be named "success".', { span: nameSpan, hint });
  }
  const description = reading.value('description');
  return {
    name,
    ...(description !== undefined && { description }),
    value: compileValue(value, report),
    span: node.span,
  };
}
