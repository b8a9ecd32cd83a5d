import type { ForeachDefinition } from '../flow-definition.ts';
import type { STEP } from '../language/step-shape.ts';
import { describe, type MapReading } from '../shape/index.ts';
import { compileValue } from '../value-template.ts';
import type { Report } from './report.ts';

/** Reads `foreach`, `concurrency` and `on_item_error`. */
export function readForeach(
  reading: MapReading<typeof STEP.keys>,
  report: Report,
  step: string,
): ForeachDefinition | undefined {
  const node = reading.node('foreach');
  const concurrency = reading.value('concurrency') ?? 1;
  const onItemError = reading.value('on_item_error') ?? 'fail';
  if (node === undefined) {
    for (const key of ['concurrency', 'on_item_error'] as const) {
      const span = reading.node(key)?.span;
      if (span === undefined) continue;
      const hint = 'Add foreach, or remove it.';
      report.warn('unknown_key', `"${key}" means nothing without "foreach".`, { span, step, hint });
    }
    return undefined;
  }
  const items = compileValue(node, report, step);
  // A text without a template can never be a list, nor can a number.
  if (items.kind === 'map' || (items.kind === 'constant' && !Array.isArray(items.value))) {
    const hint = 'Write a list, or a template that gives one.';
    const message = `"foreach" has to be a list; this is ${describe(node)}.`;
    report.error('wrong_type', message, { span: node.span, step, hint });
    return undefined;
  }
  return { items, concurrency, onItemError };
}
