import type { LocatedNode } from '../../syntax/index.ts';
import type { Callback } from '../flow-definition.ts';
import { CALLBACK } from '../language/config-shape.ts';
import { describe, MapReading } from '../shape/index.ts';
import { hintFor, type Report } from './report.ts';

const MOMENTS = ['success', 'failure', 'complete'] as const;
const DEFAULT_EVENT = 'flow-callback';

/** Reads `callbacks`: one map, or a list of them. */
export function readCallbacks(node: LocatedNode | undefined, report: Report): readonly Callback[] {
  if (node === undefined) return [];
  const items = node.kind === 'list' ? node.items : [node];
  return items.flatMap((item) => readCallback(item, report));
}

function readCallback(node: LocatedNode, report: Report): readonly Callback[] {
  if (node.kind !== 'map') {
    const message = `A callback is a map of url, event and on; this is ${describe(node)}.`;
    report.error('wrong_type', message, { span: node.span });
    return [];
  }
  const reading = new MapReading(node, CALLBACK, report);
  const url = reading.value('url');
  const event = reading.value('event') ?? DEFAULT_EVENT;
  const written = reading.value('on') ?? [];
  const moments = written.flatMap(({ value, span }) => {
    const moment = MOMENTS.find((name) => name === value);
    if (moment !== undefined) return [moment];
    const message = `"on" has to be one of ${MOMENTS.join(', ')}; this is ${String(value)}.`;
    report.error('wrong_type', message, { span, ...hintFor(String(value), MOMENTS) });
    return [];
  });
  const when = written.length === 0 ? (['complete'] as const) : moments;
  return when.map((on) => ({ ...(url !== undefined && { url }), event, on }));
}
