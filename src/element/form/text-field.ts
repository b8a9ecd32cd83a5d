import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { formatNumber } from '../format/number.ts';
import type { Draft } from './draft.ts';
import { type Field, fieldFrame } from './field-frame.ts';

type TextField = Field<Draft & { kind: 'text' }>;

/** Text on one line. */
export function lineField(field: TextField): TemplateResult {
  const { input, draft, ids } = field;
  return fieldFrame(
    field as Field,
    html`<input
        type="text"
        id=${ids.control}
        name=${input.name}
        .value=${live(draft.text)}
        aria-required=${input.required}
        aria-invalid=${field.faults.length > 0}
        aria-describedby=${ids.describedBy}
        @input=${(event: InputEvent) => write(field, event)}
      />${counter(field)}`,
  );
}

/** Text that grows with what is written. */
export function textField(field: TextField): TemplateResult {
  return fieldFrame(field as Field, html`${area(field)}${counter(field)}`);
}

/** An object, written as JSON. */
export function objectField(field: TextField): TemplateResult {
  return fieldFrame(field as Field, area(field, 'code', '{ "key": "value" }'));
}

/** A number; the browser's own field brings steps and a number pad. */
export function numberField(field: TextField): TemplateResult {
  const { input, draft, ids } = field;
  const { minimum, maximum, multiple_of: multiple } = input.validation;
  return fieldFrame(
    field as Field,
    html`<input
      class="number"
      type="number"
      id=${ids.control}
      name=${input.name}
      .value=${live(draft.text)}
      min=${ifDefined(minimum)}
      max=${ifDefined(maximum)}
      step=${multiple ?? (input.type === 'integer' ? 1 : 'any')}
      inputmode=${input.type === 'integer' ? 'numeric' : 'decimal'}
      aria-required=${input.required}
      aria-invalid=${field.faults.length > 0}
      aria-describedby=${ids.describedBy}
      @input=${(event: InputEvent) => write(field, event)}
    />`,
  );
}

function area(field: TextField, style = '', placeholder = ''): TemplateResult {
  const { input, draft, ids } = field;
  return html`<textarea
    class=${style}
    id=${ids.control}
    name=${input.name}
    rows="3"
    spellcheck=${style === 'code' ? 'false' : 'true'}
    placeholder=${placeholder}
    .value=${live(draft.text)}
    aria-required=${input.required}
    aria-invalid=${field.faults.length > 0}
    aria-describedby=${ids.describedBy}
    @input=${(event: InputEvent) => write(field, event)}
  ></textarea>`;
}

/** A limit that is this short is on one's mind from the first letter; a longer one only near its end. */
const SHORT_LIMIT = 200;

/** How much of an allowed length is used, where that is worth knowing. */
function counter({ input, draft }: TextField): TemplateResult | typeof nothing {
  const most = input.validation.max_length;
  if (most === undefined || draft.text === '') return nothing;
  if (most > SHORT_LIMIT && draft.text.length < most * 0.8) return nothing;
  // By code points, as the engine counts: an emoji is one character.
  const used = [...draft.text].length;
  return html`<p class="counter ${used > most ? 'over' : ''}">${formatNumber(used)} of ${formatNumber(most)} characters</p>`;
}

function write(field: TextField, event: InputEvent): void {
  const target = event.target;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  const { value, validity } = target;
  field.change(
    validity.badInput ? { kind: 'text', text: value, unreadable: true } : { kind: 'text', text: value },
  );
}
