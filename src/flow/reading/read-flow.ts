import { type Diagnostic, DOCUMENT_START } from '../../errors/index.ts';
import { type LocatedNode, type MapNode, parseDocument } from '../../syntax/index.ts';
import type { FlowDefinition, OutputDefinition } from '../flow-definition.ts';
import { compileValue } from '../value-template.ts';
import { checkName } from './check-name.ts';
import { checkKeys, type KeyFate } from './known-keys.ts';
import { describe, MapReader } from './map-reader.ts';
import { readInputs } from './read-inputs.ts';
import { plainConfig, readSettings } from './read-settings.ts';
import { readSteps } from './read-steps.ts';
import { Report } from './report.ts';

const FLOW_KEYS: Readonly<Record<string, KeyFate>> = {
  name: 'read',
  version: 'read',
  description: 'read',
  author: 'read',
  tags: 'read',
  inputs: 'read',
  steps: 'read',
  outputs: 'read',
  config: 'read',
  models: 'later',
  executors: 'later',
};

const OUTPUT_KEYS: Readonly<Record<string, KeyFate>> = { name: 'read', value: 'read', description: 'read' };

export interface ReadFlow {
  /** Absent where the text is no map of a flow at all. */
  readonly definition?: FlowDefinition;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a flow's text into its definition: keys, types, names, templates.
 * What needs the other steps or the executors (references, cycles, configs) `checkFlow` looks at.
 */
export function readFlow(text: string): ReadFlow {
  const { root, diagnostics } = parseDocument(text);
  const report = new Report(diagnostics);
  if (root?.kind !== 'map') {
    if (diagnostics.length === 0) {
      const what = root === undefined ? 'The document is empty' : `The document is ${describe(root)}`;
      report.error('document_not_a_map', `${what}; a flow is a map with "name" and "steps".`, {
        span: root?.span ?? DOCUMENT_START,
      });
    }
    return { diagnostics: report.diagnostics };
  }
  return { definition: readDefinition(root, report), diagnostics: report.diagnostics };
}

function readDefinition(root: MapNode, report: Report): FlowDefinition {
  checkKeys(root, FLOW_KEYS, 'A flow', report);
  const reader = new MapReader(root, report);
  const name = reader.text('name');
  if (name === undefined) {
    report.error('missing_key', 'A flow needs a "name".', {
      span: startOf(root),
      hint: 'Add name: my_flow.',
    });
  }
  const steps = reader.list('steps');
  if (steps === undefined && reader.node('steps') === undefined) {
    const hint = 'Add steps: with at least a name and an executor each, or steps: [].';
    report.error('missing_key', 'A flow needs "steps".', { span: startOf(root), hint });
  }
  const config = reader.submap('config');
  const settings = readSettings(config, report);
  const outputs = reader.list('outputs');
  const version = reader.text('version');
  const description = reader.text('description');
  const author = reader.text('author');
  return {
    name: name ?? 'unnamed',
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(author !== undefined && { author }),
    tags: reader.texts('tags').map((tag) => String(tag.value)),
    inputs: readInputs(reader.list('inputs')?.items ?? [], report),
    steps: readSteps(steps?.items ?? [], settings.onFailure, report),
    ...(outputs !== undefined && { outputs: readOutputs(outputs.items, report) }),
    settings,
    config: plainConfig(config),
  };
}

function readOutputs(nodes: readonly LocatedNode[], report: Report): OutputDefinition[] {
  const outputs: OutputDefinition[] = [];
  for (const node of nodes) {
    if (node.kind !== 'map') {
      report.error('wrong_type', `An output is a map; this is ${describe(node)}.`, { span: node.span });
      continue;
    }
    checkKeys(node, OUTPUT_KEYS, 'An output', report);
    const reader = new MapReader(node, report);
    const name = reader.text('name');
    const value = reader.node('value');
    if (name === undefined || value === undefined) {
      const missing = name === undefined ? 'name' : 'value';
      report.error('missing_key', `An output needs a "${missing}".`, { span: node.span });
      continue;
    }
    checkName(name, 'An output', reader.node('name')?.span ?? node.span, report);
    if (outputs.some((output) => output.name === name)) {
      report.error('duplicate_name', `There are two outputs named "${name}".`, { span: node.span });
      continue;
    }
    const description = reader.text('description');
    outputs.push({
      name,
      ...(description !== undefined && { description }),
      value: compileValue(value, report),
      span: node.span,
    });
  }
  return outputs;
}

/** The first character of the map: a whole document underlined helps nobody. */
function startOf(root: MapNode): typeof DOCUMENT_START {
  const { line, column } = root.span;
  return { line, column, endLine: line, endColumn: column + 1 };
}
