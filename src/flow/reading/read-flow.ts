import { type Diagnostic, DOCUMENT_START } from '../../errors/index.ts';
import { type MapNode, parseDocument } from '../../syntax/index.ts';
import type { HandlingOf } from '../checking/executor-catalogue.ts';
import type { FlowDefinition } from '../flow-definition.ts';
import { FLOW } from '../language/flow-shape.ts';
import { describe, MapReading } from '../shape/index.ts';
import { readInputs } from './read-inputs.ts';
import { readModels } from './read-models.ts';
import { readOutputs } from './read-outputs.ts';
import { plainConfig, readSettings } from './read-settings.ts';
import { type ReadSteps, readSteps, startOf } from './read-steps.ts';
import { Report } from './report.ts';
import { requireInputs } from './require-inputs.ts';

export interface ReadFlow {
  /** Absent where the text is no map of a flow at all. */
  readonly definition?: FlowDefinition;
  readonly groups: ReadSteps['groups'];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a flow's text into its definition: keys, types, names, templates.
 * What needs the other steps or the executors (references, cycles, configs) `checkFlow` looks at.
 */
export function readFlow(text: string, handlingOf: HandlingOf): ReadFlow {
  const { root, diagnostics } = parseDocument(text);
  const report = new Report(diagnostics);
  if (root?.kind !== 'map') {
    if (diagnostics.length === 0) {
      const what = root === undefined ? 'The document is empty' : `The document is ${describe(root)}`;
      report.error('document_not_a_map', `${what}; a flow is a map with "name" and "steps".`, {
        span: root?.span ?? DOCUMENT_START,
      });
    }
    return { groups: new Map(), diagnostics: report.diagnostics };
  }
  return readDefinition(root, handlingOf, report);
}

function readDefinition(root: MapNode, handlingOf: HandlingOf, report: Report): ReadFlow {
  const reading = new MapReading(root, FLOW, report);
  const name = reading.value('name');
  if (!reading.has('name')) {
    report.error('missing_key', 'A flow needs a "name".', {
      span: startOf(root),
      hint: 'Add name: my_flow.',
    });
  }
  if (!reading.has('steps')) {
    const hint = 'Add steps: with at least a name and an executor each, or steps: [].';
    report.error('missing_key', 'A flow needs "steps".', { span: startOf(root), hint });
  }
  const configNode = reading.node('config');
  const config = configNode?.kind === 'map' ? configNode : undefined;
  if (configNode !== undefined && config === undefined) {
    const message = `"config" has to be a map; this is ${describe(configNode)}.`;
    report.error('wrong_type', message, { span: configNode.span });
  }
  const settings = readSettings(config, report);
  const { steps, groups } = readSteps(reading.value('steps')?.items ?? [], { settings, handlingOf }, report);
  const outputs = reading.value('outputs');
  const version = reading.value('version');
  const description = reading.value('description');
  const author = reading.value('author');
  const definition: FlowDefinition = {
    name: name ?? 'unnamed',
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(author !== undefined && { author }),
    tags: (reading.value('tags') ?? []).map((tag) => String(tag.value)),
    inputs: requireInputs(readInputs(reading.value('inputs')?.items ?? [], report), settings, report),
    steps,
    ...(outputs !== undefined && { outputs: readOutputs(outputs.items, report) }),
    models: readModels(reading.value('models')?.items ?? [], report),
    settings,
    config: plainConfig(config),
  };
  return { definition, groups, diagnostics: report.diagnostics };
}
