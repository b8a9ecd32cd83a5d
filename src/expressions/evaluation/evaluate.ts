import type { Template } from '../syntax-tree/template.ts';
import { TemplateError } from '../template-error.ts';
import { evaluateNode } from './evaluate-node.ts';
import { Evaluation, type Scope } from './evaluation.ts';
import type { EvaluationLimits } from './limits.ts';
import { renderText } from './render.ts';

/**
 * Evaluates a template: the value itself where it is wholly one expression, else a text.
 *
 * Throws a `TemplateError` with the code `undefined_name`, `type_mismatch`, `evaluation_failed` or
 * `evaluation_limit` and its place in the source. What is read from the scope is data: it is never
 * evaluated again, and never changed.
 *
 * @example
 * evaluate(parseTemplate('{{ inputs.count * 2 }}').template, { inputs: { count: 21 } }); // 42
 */
export function evaluate(template: Template, scope: Scope, limits: EvaluationLimits = {}): unknown {
  const { source, parts, fault } = template;
  if (fault !== null) {
    throw new TemplateError('evaluation_failed', `This template has a fault: ${fault.message}`, fault);
  }
  const run = new Evaluation(source, scope, limits, { kind: 'faulty', start: 0, end: source.length });
  const first = parts[0];
  if (template.mode === 'value' && first?.kind === 'output') return evaluateNode(first.expression, run);
  return renderText(parts, run);
}
