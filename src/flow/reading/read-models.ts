import type { LocatedNode } from '../../syntax/index.ts';
import type { ModelNeed } from '../flow-definition.ts';
import { MODEL } from '../language/flow-shape.ts';
import { describe, MapReading } from '../shape/index.ts';
import { startOf } from './read-steps.ts';
import type { Report } from './report.ts';

/** Reads `models`: what is loaded while the first steps run. */
export function readModels(nodes: readonly LocatedNode[], report: Report): ModelNeed[] {
  return nodes.flatMap((node) => readModel(node, report) ?? []);
}

function readModel(node: LocatedNode, report: Report): ModelNeed | undefined {
  if (node.kind === 'scalar' && typeof node.value === 'string' && node.value !== '')
    return { model: node.value };
  if (node.kind !== 'map') {
    const message = `A model is an id, or a map with its task; this is ${describe(node)}.`;
    report.error('wrong_type', message, { span: node.span });
    return undefined;
  }
  const reading = new MapReading(node, MODEL, report);
  const [task, model, dtype, device] = [
    reading.value('task'),
    reading.value('model'),
    reading.value('dtype'),
    reading.value('device'),
  ];
  if (task === undefined && model === undefined) {
    const hint = 'Add task: feature-extraction, or model: with an id.';
    report.error('missing_key', 'A model needs a "task" or a "model".', { span: startOf(node), hint });
    return undefined;
  }
  return {
    ...(task !== undefined && { task }),
    ...(model !== undefined && { model }),
    ...(dtype !== undefined && { dtype }),
    ...(device !== undefined && { device }),
  };
}
