import type { InputDefinition } from '../../flow/inputs/input-definition.ts';
import { choicesOf, controlFor } from './control.ts';
import { type Draft, isEmptyDraft } from './draft.ts';

/**
 * What a field says. `fault` is there where the text cannot be read as a value at all;
 * `value` is then the text itself, so that the engine finds the input's fault too and starts no run.
 */
export type FieldReading =
  | { readonly given: false }
  | { readonly given: true; readonly value: unknown; readonly fault?: string };

/** Reads a field. Whether the value is allowed is the engine's to say. */
export function readDraft(input: InputDefinition, draft: Draft): FieldReading {
  if (isEmptyDraft(draft)) return emptyReading(input, draft);
  switch (draft.kind) {
    case 'switch':
      return { given: true, value: draft.on };
    case 'choice':
      return { given: true, value: choicesOf(input)?.[draft.index] };
    case 'file':
      return { given: true, value: draft.file };
    case 'list':
      return draft.format === 'json' ? readJson(draft.text, isList) : readLines(input, draft.text);
    case 'text':
      return readText(input, draft);
  }
}

/** A text that had a default and was emptied is meant to be empty; any other empty field says nothing. */
function emptyReading(input: InputDefinition, draft: Draft): FieldReading {
  const emptied = draft.kind === 'text' && typeof input.default === 'string' && input.default !== '';
  const writes = ['line', 'text'].includes(controlFor(input));
  return emptied && writes ? { given: true, value: '' } : { given: false };
}

function readText(input: InputDefinition, draft: Draft & { kind: 'text' }): FieldReading {
  switch (controlFor(input)) {
    case 'number':
      return readNumber(input, draft);
    case 'object':
      return readJson(draft.text, isObject);
    default:
      return { given: true, value: draft.text };
  }
}

function readNumber(input: InputDefinition, { text, unreadable }: Draft & { kind: 'text' }): FieldReading {
  const number = Number(text);
  const whole = input.type === 'integer';
  if (unreadable === true || text.trim() === '' || !Number.isFinite(number)) {
    const fault = whole ? 'Enter a whole number, such as 3.' : 'Enter a number, such as 0.5.';
    // The browser gives no text for a number field that it cannot read.
    return { given: true, value: text === '' ? 'not a number' : text, fault };
  }
  return { given: true, value: number };
}

function readLines(input: InputDefinition, text: string): FieldReading {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const { item_type: type } = input.validation;
  if (type !== 'integer' && type !== 'float') return { given: true, value: lines };
  const bad = lines.findIndex((line) => !Number.isFinite(Number(line)));
  if (bad === -1) return { given: true, value: lines.map(Number) };
  return { given: true, value: lines, fault: `Item ${bad + 1}, "${lines[bad] ?? ''}", is not a number.` };
}

interface Shape {
  readonly name: string;
  readonly holds: (value: unknown) => boolean;
}

const isList: Shape = { name: 'a JSON list, such as ["a", "b"]', holds: Array.isArray };
const isObject: Shape = {
  name: 'a JSON object, such as {"key": "value"}',
  holds: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

function readJson(text: string, shape: Shape): FieldReading {
  try {
    const value: unknown = JSON.parse(text);
    return shape.holds(value)
      ? { given: true, value }
      : { given: true, value: text, fault: `Enter ${shape.name}.` };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { given: true, value: text, fault: `This is not valid JSON: ${reason}` };
  }
}
