import type { LocatedNode } from '../../syntax/index.ts';
import { describe } from '../shape/index.ts';
import { compileCondition, type LocatedTemplate } from '../value-template.ts';
import type { Report } from './report.ts';

/** Reads a `condition`: an expression, with or without `{{ }}`, or a YAML boolean. */
export function readCondition(
  node: LocatedNode | undefined,
  report: Report,
  step: string | undefined,
): LocatedTemplate | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return compileCondition(node, report, step);
  const message = `"condition" has to be an expression or true or false; this is ${describe(node)}.`;
  report.error('wrong_type', message, { span: node.span, ...(step !== undefined && { step }) });
  return undefined;
}
