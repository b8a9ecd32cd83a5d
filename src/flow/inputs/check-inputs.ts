import type { Diagnostic } from '../../errors/index.ts';
import { hintFor } from '../reading/report.ts';
import { type InputDefinition, isFileInput } from './input-definition.ts';
import type { InputFault } from './input-fault.ts';
import { fileFault } from './input-files.ts';
import { rulesBroken } from './input-rules.ts';
import { describeValue, fitsType, sameValue, TYPE_IN_WORDS } from './input-types.ts';

export interface CheckedInputs {
  /** What was given, with defaults filled in. Optional inputs that were not given are `null`. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks the inputs given to a run against what the flow asks for. Every fault is told at once, with the input's name. */
export function checkInputs(
  definitions: readonly InputDefinition[],
  given: Readonly<Record<string, unknown>>,
): CheckedInputs {
  const values: Record<string, unknown> = {};
  const diagnostics: Diagnostic[] = [];
  for (const input of definitions) {
    const own = Object.hasOwn(given, input.name) ? given[input.name] : undefined;
    const value = own ?? input.default ?? null;
    values[input.name] = value;
    for (const { code, message, hint } of faultsOf(input, value)) {
      const fault = { code, severity: 'error', message, span: input.span, input: input.name } as const;
      diagnostics.push(hint === undefined ? fault : { ...fault, hint });
    }
  }
  const names = definitions.map((input) => input.name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const span = { line: 1, column: 1, endLine: 1, endColumn: 2 };
    const message = `The flow has no input "${name}".`;
    diagnostics.push({
      code: 'input_unknown',
      severity: 'error',
      message,
      span,
      input: name,
      ...hintFor(name, names),
    });
  }
  return { values, diagnostics };
}

/** What is wrong with one value for an input; `null` stands for none. */
export function faultsOf(input: InputDefinition, value: unknown): readonly InputFault[] {
  const { name, type } = input;
  if (value === null) {
    if (!input.required) return [];
    return [{ code: 'input_missing', message: `Input "${name}" is required (${TYPE_IN_WORDS[type]}).` }];
  }
  if (!fitsType(value, type)) {
    const message = `Input "${name}" has to be ${TYPE_IN_WORDS[type]}; this is ${describeValue(value)}.`;
    return [{ code: 'input_wrong_type', message }];
  }
  if (input.enum !== undefined && !input.enum.some((allowed) => sameValue(allowed, value))) {
    const choices = input.enum.map((allowed) => JSON.stringify(allowed)).join(', ');
    const message = `Input "${name}" has to be one of ${choices}; this is ${describeValue(value)}.`;
    return [{ code: 'input_not_allowed', message }];
  }
  return isFileInput(type) ? fileFault(input, value) : rulesBroken(input, value);
}
