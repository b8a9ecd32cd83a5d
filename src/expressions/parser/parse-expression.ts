import { faultAt, SyntaxFault, type TemplateFault } from '../faults.ts';
import { lexExpression } from '../lexer/lex-expression.ts';
import type { Expression } from '../syntax-tree/expression.ts';
import type { Template } from '../syntax-tree/template.ts';
import { firstOf, type ParsedTemplate, parseTemplate } from './parse-template.ts';
import { parseTokens } from './parse-tokens.ts';

/**
 * Parses one expression, with or without `{{ }}` around it, as a `condition` has it.
 * Never throws. Text beside the `{{ }}` is a fault: such a condition would be a text, and so always hold.
 *
 * @example
 * const { template } = parseExpression('inputs.count > 3 and not inputs.draft');
 */
export function parseExpression(source: string): ParsedTemplate {
  if (/^\s*\{[{%#]/.test(source)) return oneExpression(parseTemplate(source));
  const faults: TemplateFault[] = [];
  const expression = parseBare(source, faults);
  return { template: valueTemplate(source, expression, faults), faults };
}

function valueTemplate(source: string, expression: Expression, faults: readonly TemplateFault[]): Template {
  return { source, mode: 'value', parts: [{ kind: 'output', expression }], fault: firstOf(faults) };
}

function parseBare(source: string, faults: TemplateFault[]): Expression {
  try {
    return parseTokens(lexExpression(source, 0, 'end'), faults);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxFault)) throw thrown;
    faults.push(thrown.fault);
    return { kind: 'faulty', start: 0, end: source.length };
  }
}

function oneExpression(parsed: ParsedTemplate): ParsedTemplate {
  const { template, faults } = parsed;
  if (template.mode === 'value' || faults.length > 0) return parsed;
  const place = { start: 0, end: template.source.length };
  const message = 'One expression was expected, but there is more than one {{ }}, or text beside it.';
  const fault = faultAt('template_syntax', message, place, 'Write the whole of it inside of one {{ }}.');
  const expression: Expression = { kind: 'faulty', ...place };
  return { template: valueTemplate(template.source, expression, [fault]), faults: [fault] };
}
