import type { FlowSettings } from '../flow-definition.ts';
import type { InputDefinition } from '../inputs/input-definition.ts';
import { hintFor, type Report } from './report.ts';

/** Applies `config.validation.required_inputs`: such an input has to be given, whatever it says of itself. */
export function requireInputs(
  inputs: readonly InputDefinition[],
  { requiredInputs }: FlowSettings,
  report: Report,
): readonly InputDefinition[] {
  const names = inputs.map((input) => input.name);
  for (const { name, span } of requiredInputs) {
    if (names.includes(name)) continue;
    report.error('undefined_reference', `There is no input "${name}".`, { span, ...hintFor(name, names) });
  }
  const required = new Set(requiredInputs.map(({ name }) => name));
  return inputs.map((input) => {
    if (!required.has(input.name)) return input;
    const { default: _unused, ...rest } = input;
    return { ...rest, required: true };
  });
}
