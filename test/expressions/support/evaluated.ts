import {
  type EvaluationLimits,
  evaluate,
  parseTemplate,
  type Scope,
  TemplateError,
  type TemplateFault,
} from '../../../src/expressions/index.ts';

/** What a source without faults evaluates to. */
export function evaluated(source: string, scope: Scope = {}, limits?: EvaluationLimits): unknown {
  const { template, faults } = parseTemplate(source);
  if (faults[0] !== undefined) throw new Error(`${source}: ${faults[0].code} ${faults[0].message}`);
  return evaluate(template, scope, limits);
}

/** The error that evaluating a source without faults ends in. */
export function errorOf(source: string, scope: Scope = {}, limits?: EvaluationLimits): TemplateError {
  try {
    const value = evaluated(source, scope, limits);
    throw new Error(`${source} gives ${JSON.stringify(value)}`);
  } catch (thrown) {
    if (thrown instanceof TemplateError) return thrown;
    throw thrown;
  }
}

/** An error as a row of a table: its code and what stands at its place. */
export function errorRow(source: string, scope: Scope = {}): readonly [string, string] {
  const { code, start, end } = errorOf(source, scope);
  return [code, source.slice(start, end)];
}

/** Faults as rows of a table: each one's code and what stands at its place. */
export function faultRows(source: string): readonly (readonly [string, string])[] {
  return parseTemplate(source).faults.map(({ code, start, end }: TemplateFault) => [
    code,
    source.slice(start, end),
  ]);
}
