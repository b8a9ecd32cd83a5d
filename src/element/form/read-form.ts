import type { Diagnostic } from '../../errors/index.ts';
import type { InputDefinition } from '../../flow/inputs/input-definition.ts';
import type { Drafts } from './draft.ts';
import { readDraft } from './read-draft.ts';

export interface FormReading {
  readonly values: Readonly<Record<string, unknown>>;
  /** What could not be read, by input. */
  readonly faults: FieldFaults;
}

/** Sentences to show beside fields, by input. */
export type FieldFaults = Readonly<Record<string, readonly string[]>>;

/** Reads every field. A field that is empty and has no say is left out, so that the engine's default applies. */
export function readForm(inputs: readonly InputDefinition[], drafts: Drafts): FormReading {
  const values: Record<string, unknown> = {};
  const faults: Record<string, readonly string[]> = {};
  for (const input of inputs) {
    const draft = drafts[input.name];
    if (draft === undefined) continue;
    const reading = readDraft(input, draft);
    if (!reading.given) continue;
    values[input.name] = reading.value;
    if (reading.fault !== undefined) faults[input.name] = [reading.fault];
  }
  return { values, faults };
}

/** The engine's faults by input; what the form itself found out about a field says it better and stays. */
export function mergeFaults(own: FieldFaults, diagnostics: readonly Diagnostic[]): FieldFaults {
  const merged: Record<string, readonly string[]> = { ...own };
  for (const { input, message, hint } of diagnostics) {
    if (input === undefined || Object.hasOwn(own, input)) continue;
    const sentence = hint === undefined ? message : `${message} ${hint}`;
    merged[input] = [...(merged[input] ?? []), sentence];
  }
  return merged;
}
