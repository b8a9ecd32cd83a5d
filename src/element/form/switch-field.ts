import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { readableName } from '../format/readable-name.ts';
import type { Draft } from './draft.ts';
import { type Field, faultList } from './field-frame.ts';

/** Yes or no, on one line with its label. */
export function switchField(field: Field<Draft & { kind: 'switch' }>): TemplateResult {
  const { input, draft, ids, faults } = field;
  return html`<div class="field" data-input=${input.name} ?data-faulty=${faults.length > 0}>
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        id=${ids.control}
        name=${input.name}
        .checked=${live(draft.on)}
        aria-describedby=${ids.describedBy}
        @change=${(event: Event) => {
          if (event.target instanceof HTMLInputElement)
            field.change({ kind: 'switch', on: event.target.checked });
        }}
      />
      <span class="track" aria-hidden="true"></span>
      <span class="label-text">${readableName(input.name)}</span>
    </label>
    ${input.description === undefined ? nothing : html`<p class="about" id="${input.name}-about">${input.description}</p>`}
    ${faultList(field)}
  </div>`;
}
