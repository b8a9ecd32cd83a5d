import { type InputDefinition, isFileInput } from '../../flow/inputs/input-definition.ts';

/** What the form shows for an input. */
export type Control =
  | 'line'
  | 'text'
  | 'number'
  | 'switch'
  | 'segments'
  | 'select'
  | 'list'
  | 'object'
  | 'file';

/** A text that may not be longer than this is written on one line. */
const LONGEST_LINE = 120;
/** Choices beside each other must fit a narrow phone. */
const MOST_SEGMENTS = 4;
const LONGEST_SEGMENTS = 36;

/** Chooses the control for an input. */
export function controlFor(input: InputDefinition): Control {
  if (isFileInput(input.type)) return 'file';
  if (choicesOf(input) !== undefined) return fitsSegments(input) ? 'segments' : 'select';
  switch (input.type) {
    case 'integer':
    case 'float':
      return 'number';
    case 'boolean':
      return 'switch';
    case 'array':
      return 'list';
    case 'object':
      return 'object';
    default:
      return (input.validation.max_length ?? Number.POSITIVE_INFINITY) <= LONGEST_LINE ? 'line' : 'text';
  }
}

/** The only values that an input takes, if it names some. A list's own `enum` would be one of whole lists: no choice. */
export function choicesOf(input: InputDefinition): readonly unknown[] | undefined {
  const choices = input.enum ?? input.validation.allowed_values;
  if (choices === undefined || choices.length === 0) return undefined;
  return input.type === 'array' || input.type === 'object' ? undefined : choices;
}

/** A choice as it is written on the control. */
export function choiceText(choice: unknown): string {
  return typeof choice === 'string' ? choice : (JSON.stringify(choice) ?? String(choice));
}

/** Segments have no way to take a choice back, so an input that may stay empty gets a list with an empty row. */
function fitsSegments(input: InputDefinition): boolean {
  const choices = choicesOf(input) ?? [];
  const mayStayEmpty = !input.required && input.default === undefined;
  const letters = choices.reduce<number>((sum, choice) => sum + choiceText(choice).length, 0);
  return !mayStayEmpty && choices.length <= MOST_SEGMENTS && letters <= LONGEST_SEGMENTS;
}

/** The `accept` of a file field. */
export function acceptOf(input: InputDefinition): string {
  const { allowed_types: types, allowed_extensions: endings } = input.validation;
  const named = [...(types ?? []), ...(endings ?? []).map((ending) => `.${ending.replace(/^\./, '')}`)];
  if (named.length > 0) return named.join(',');
  return input.type === 'file' ? '' : `${input.type}/*`;
}
