import type { InputDefinition } from '../../flow/inputs/input-definition.ts';
import { choicesOf, controlFor } from './control.ts';

/** What stands in a field while somebody fills it in: not a value yet, and maybe never one. */
export type Draft =
  | { readonly kind: 'text'; readonly text: string; readonly unreadable?: boolean }
  | { readonly kind: 'list'; readonly text: string; readonly format: ListFormat }
  | { readonly kind: 'switch'; readonly on: boolean }
  /** The place of the choice in its list, or -1. */
  | { readonly kind: 'choice'; readonly index: number }
  | { readonly kind: 'file'; readonly file?: unknown };

export type ListFormat = 'lines' | 'json';
export type Drafts = Readonly<Record<string, Draft>>;

/** The drafts a form starts with: the flow's defaults, and over them the values that were preset. */
export function startDrafts(
  inputs: readonly InputDefinition[],
  preset: Readonly<Record<string, unknown>> = {},
): Drafts {
  return Object.fromEntries(
    inputs.map((input) => [input.name, draftOf(input, preset[input.name] ?? input.default)]),
  );
}

/** The draft that reads as a value. */
export function draftOf(input: InputDefinition, value: unknown): Draft {
  switch (controlFor(input)) {
    case 'switch':
      return { kind: 'switch', on: value === true };
    case 'segments':
    case 'select':
      return { kind: 'choice', index: (choicesOf(input) ?? []).indexOf(value) };
    case 'file':
      return value === undefined || value === null ? { kind: 'file' } : { kind: 'file', file: value };
    case 'list':
      return listDraft(input, value);
    case 'object':
      return { kind: 'text', text: value === undefined ? '' : toJson(value) };
    default:
      return { kind: 'text', text: value === undefined || value === null ? '' : String(value) };
  }
}

/** Tells whether nothing was filled in. */
export function isEmptyDraft(draft: Draft): boolean {
  switch (draft.kind) {
    case 'text':
      return draft.text === '' && draft.unreadable !== true;
    case 'list':
      return draft.text.trim() === '';
    case 'choice':
      return draft.index < 0;
    case 'file':
      return draft.file === undefined;
    case 'switch':
      return false;
  }
}

/** Short items of one kind are written one per line; anything else as JSON. */
function listDraft(input: InputDefinition, value: unknown): Draft {
  const simple = ['string', 'integer', 'float', undefined].includes(input.validation.item_type);
  if (value === undefined) return { kind: 'list', text: '', format: simple ? 'lines' : 'json' };
  if (simple && Array.isArray(value) && value.every((item) => fitsLine(item, input))) {
    return { kind: 'list', text: value.join('\n'), format: 'lines' };
  }
  return { kind: 'list', text: toJson(value), format: 'json' };
}

function fitsLine(item: unknown, input: InputDefinition): boolean {
  const numeric = input.validation.item_type === 'integer' || input.validation.item_type === 'float';
  if (numeric) return typeof item === 'number';
  return typeof item === 'string' && item.trim() === item && item !== '' && !item.includes('\n');
}

function toJson(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
}
