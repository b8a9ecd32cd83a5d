import type { Question } from '../engine/index.ts';
import { checkInputs, type InputDefinition, isFileInput } from '../flow/index.ts';
import type { Ask } from './command-line.ts';
import { type GivenInputs, typedValue } from './given-inputs.ts';
import { displayable } from './terminal/display-width.ts';

/**
 * Asks the person at the terminal: yes or no, then each field of the form. An empty line takes a field's default.
 * Undefined where the person ends the input, or the signal says that the question is over.
 */
export async function askPerson(
  question: Question,
  ask: Ask,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<GivenInputs | undefined> {
  const { form, message } = question;
  say(displayable(message));
  const values: Record<string, unknown> = {};
  const files: Record<string, string> = {};
  try {
    // A form with a field of that name asks it itself.
    if (!form.some(({ name }) => name === 'approved')) {
      values['approved'] = await askYesOrNo(ask, signal);
      if (values['approved'] === false) return { values, files };
    }
    for (const field of form) {
      const value = await askField(field, ask, say, signal);
      if (value === undefined) continue;
      if (isFileInput(field.type)) files[field.name] = String(value);
      else values[field.name] = value;
    }
    return { values, files };
  } catch {
    return undefined;
  }
}

async function askYesOrNo(ask: Ask, signal: AbortSignal): Promise<boolean> {
  for (;;) {
    const line = (await ask('  yes or no? ', signal)).trim().toLowerCase();
    if (line === 'yes' || line === 'y') return true;
    if (line === 'no' || line === 'n') return false;
  }
}

/** Asks again until the field takes the line. Undefined leaves it to the default. */
async function askField(
  field: InputDefinition,
  ask: Ask,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<unknown> {
  if (field.description !== undefined) say(`  ${displayable(field.description)}`);
  for (;;) {
    const line = await ask(promptOf(field), signal);
    const value = line === '' ? undefined : typedValue(line, field.type);
    const { diagnostics } = checkInputs([field], value === undefined ? {} : { [field.name]: value });
    if (diagnostics.length === 0) return value;
    for (const { message } of diagnostics) say(`  ${displayable(message)}`);
  }
}

function promptOf({ name, type, default: preset, enum: choices, required }: InputDefinition): string {
  const what = choices === undefined ? type : choices.map((choice) => JSON.stringify(choice)).join(' | ');
  const path = isFileInput(type) ? ', a path' : '';
  const empty =
    preset !== undefined ? `, empty for ${JSON.stringify(preset)}` : required ? '' : ', may be empty';
  return displayable(`  ${name} (${what}${path}${empty}): `);
}
