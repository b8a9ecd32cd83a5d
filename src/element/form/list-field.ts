import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatCount } from '../format/number.ts';
import type { Draft, ListFormat } from './draft.ts';
import { type Field, fieldFrame } from './field-frame.ts';
import { readDraft } from './read-draft.ts';

type ListField = Field<Draft & { kind: 'list' }>;

/** A list: one item per line, or as JSON. */
export function listField(field: ListField): TemplateResult {
  const { input, draft, ids } = field;
  const lines = draft.format === 'lines';
  return fieldFrame(
    field as Field,
    html`<textarea
        class=${lines ? '' : 'code'}
        id=${ids.control}
        name=${input.name}
        rows="3"
        spellcheck="false"
        placeholder=${lines ? 'One item per line' : '["first", "second"]'}
        .value=${live(draft.text)}
        aria-required=${input.required}
        aria-invalid=${field.faults.length > 0}
        aria-describedby=${ids.describedBy}
        @input=${(event: InputEvent) => {
          if (event.target instanceof HTMLTextAreaElement)
            field.change({ ...draft, text: event.target.value });
        }}
      ></textarea>
      <div class="under">
        <span class="counter" aria-live="polite">${state(field)}</span>
        <button class="quiet" type="button" @click=${() => field.change(converted(field))}>
          ${lines ? 'Edit as JSON' : 'One item per line'}
        </button>
      </div>`,
  );
}

function state(field: ListField): string {
  const reading = readDraft(field.input, field.draft);
  if (!reading.given) return '';
  if (reading.fault !== undefined) return 'Not readable yet';
  return Array.isArray(reading.value) ? formatCount(reading.value.length, 'item') : '';
}

/** The same list in the other way of writing, or the bare text where it cannot be read. */
function converted(field: ListField): Draft & { kind: 'list' } {
  const { input, draft } = field;
  const format: ListFormat = draft.format === 'lines' ? 'json' : 'lines';
  const reading = readDraft(input, draft);
  if (!reading.given || reading.fault !== undefined || !Array.isArray(reading.value))
    return { ...draft, format };
  const text =
    format === 'json'
      ? JSON.stringify(reading.value, null, 2)
      : reading.value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join('\n');
  return { kind: 'list', text, format };
}
