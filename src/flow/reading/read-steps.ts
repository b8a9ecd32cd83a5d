import type { LocatedNode, MapNode } from '../../syntax/index.ts';
import type { OnFailure, StepDefinition } from '../flow-definition.ts';
import { compileCondition, compileMap, type LocatedTemplate } from '../value-template.ts';
import { checkName } from './check-name.ts';
import { checkKeys, type KeyFate } from './known-keys.ts';
import { describe, MapReader } from './map-reader.ts';
import type { Report } from './report.ts';

const STEP_KEYS: Readonly<Record<string, KeyFate>> = {
  name: 'read',
  executor: 'read',
  description: 'read',
  config: 'read',
  depends_on: 'read',
  condition: 'read',
  timeout: 'read',
  error_handling: 'read',
  outputs: 'read',
  // Independent steps run together anyway.
  parallel_group: 'accept',
  foreach: 'blocked',
  concurrency: 'blocked',
  on_item_error: 'blocked',
  type: 'blocked',
  steps: 'blocked',
  retry: 'later',
  cache: 'later',
  queue: 'later',
  priority: 'later',
};

const ERROR_HANDLING_KEYS: Readonly<Record<string, KeyFate>> = {
  on_failure: 'read',
  log_errors: 'accept',
  fallback_value: 'blocked',
  fallback_step: 'blocked',
};

/** Reads `steps`. A step without a usable name or executor is left out, after its faults are told. */
export function readSteps(
  nodes: readonly LocatedNode[],
  onFailure: OnFailure,
  report: Report,
): StepDefinition[] {
  const steps: StepDefinition[] = [];
  const seen = new Set<string>();
  for (const node of nodes) {
    if (node.kind !== 'map') {
      report.error('wrong_type', `A step is a map; this is ${describe(node)}.`, { span: node.span });
      continue;
    }
    const step = readStep(node, onFailure, report);
    if (step === undefined) continue;
    if (seen.has(step.name)) {
      const message = `There are two steps named "${step.name}".`;
      report.error('duplicate_name', message, { span: step.nameSpan, step: step.name });
      continue;
    }
    seen.add(step.name);
    steps.push(step);
  }
  return steps;
}

function readStep(node: MapNode, flowOnFailure: OnFailure, report: Report): StepDefinition | undefined {
  const name = new MapReader(node, report).text('name');
  const reader = new MapReader(node, report, name);
  checkKeys(node, STEP_KEYS, 'A step', report, name);
  const nameNode = reader.node('name');
  if (name === undefined || nameNode === undefined) {
    report.error('missing_key', 'A step needs a "name".', { span: node.span });
    return undefined;
  }
  checkName(name, 'A step', nameNode.span, report, name);
  const executor = reader.text('executor');
  const executorNode = reader.node('executor');
  if (executor === undefined || executorNode === undefined) {
    const message = `Step "${name}" needs an "executor".`;
    report.error('missing_key', message, { span: node.span, step: name });
    return undefined;
  }
  const description = reader.text('description');
  const condition = readCondition(reader, report, name);
  const timeout = readTimeout(reader, report, name);
  const keepOutputs = reader.list('outputs') === undefined ? undefined : reader.texts('outputs');
  const config = reader.submap('config');
  return {
    name,
    executor,
    ...(description !== undefined && { description }),
    config:
      config === undefined
        ? { kind: 'map', entries: [], span: executorNode.span }
        : compileMap(config, report, name),
    dependsOn: reader.texts('depends_on').map((item) => ({ name: String(item.value), span: item.span })),
    ...(condition !== undefined && { condition }),
    ...(timeout !== undefined && { timeout }),
    onFailure: readOnFailure(reader, report, name) ?? flowOnFailure,
    ...(keepOutputs !== undefined && { keepOutputs: keepOutputs.map((item) => String(item.value)) }),
    nameSpan: nameNode.span,
    executorSpan: executorNode.span,
  };
}

function readCondition(reader: MapReader, report: Report, step: string): LocatedTemplate | undefined {
  const node = reader.node('condition');
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return compileCondition(node, report, step);
  const message = `"condition" has to be an expression or true or false; this is ${describe(node)}.`;
  report.error('wrong_type', message, { span: node.span, step });
  return undefined;
}

function readTimeout(reader: MapReader, report: Report, step: string): number | undefined {
  const node = reader.node('timeout');
  if (node?.kind !== 'map') return reader.number('timeout', { min: 0.001 });
  checkKeys(node, { attempt: 'read', total: 'later' }, '"timeout"', report, step);
  return new MapReader(node, report, step).number('attempt', { min: 0.001 });
}

function readOnFailure(reader: MapReader, report: Report, step: string): OnFailure | undefined {
  const map = reader.submap('error_handling');
  if (map === undefined) return undefined;
  checkKeys(map, ERROR_HANDLING_KEYS, '"error_handling"', report, step);
  return readFailureChoice(new MapReader(map, report, step), report, step);
}

/** Reads `on_failure`, in a step or in the flow's own `config.error_handling`. */
export function readFailureChoice(reader: MapReader, report: Report, step?: string): OnFailure | undefined {
  const choice = reader.oneOf('on_failure', ['stop', 'continue', 'retry']);
  if (choice !== 'retry') return choice;
  const span = reader.node('on_failure')?.span;
  if (span !== undefined) {
    const place = { span, ...(step !== undefined && { step }) };
    report.warn('not_supported_yet', '"on_failure: retry" stops in this version.', place);
  }
  return 'stop';
}
