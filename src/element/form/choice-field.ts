import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { choicesOf, choiceText } from './control.ts';
import type { Draft } from './draft.ts';
import { type Field, fieldFrame } from './field-frame.ts';

type ChoiceField = Field<Draft & { kind: 'choice' }>;

/** A few short choices beside each other: radio buttons, so the arrow keys move between them. */
export function segmentsField(field: ChoiceField): TemplateResult {
  const { input, draft, ids } = field;
  return fieldFrame(
    field as Field,
    html`<div
      class="segments"
      role="radiogroup"
      id=${ids.control}
      aria-labelledby=${ids.label}
      aria-required=${input.required}
      aria-invalid=${field.faults.length > 0}
      aria-describedby=${ids.describedBy}
    >
      ${(choicesOf(input) ?? []).map(
        (choice, index) => html`<label>
          <input
            type="radio"
            name=${input.name}
            .checked=${live(draft.index === index)}
            @change=${() => field.change({ kind: 'choice', index })}
          /><span>${choiceText(choice)}</span>
        </label>`,
      )}
    </div>`,
    true,
  );
}

/** Many or long choices. */
export function selectField(field: ChoiceField): TemplateResult {
  const { input, draft, ids } = field;
  const empty = draft.index < 0 || !input.required;
  return fieldFrame(
    field as Field,
    html`<select
      id=${ids.control}
      name=${input.name}
      aria-required=${input.required}
      aria-invalid=${field.faults.length > 0}
      aria-describedby=${ids.describedBy}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLSelectElement) {
          field.change({ kind: 'choice', index: Number(event.target.value) });
        }
      }}
    >
      ${empty ? html`<option value="-1" .selected=${live(draft.index < 0)}>${input.required ? 'Choose one' : 'None'}</option>` : nothing}
      ${(choicesOf(input) ?? []).map(
        (choice, index) =>
          html`<option value=${index} .selected=${live(draft.index === index)}>${choiceText(choice)}</option>`,
      )}
    </select>`,
  );
}
