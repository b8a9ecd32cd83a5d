import { html, type TemplateResult } from 'lit';
import { primitiveText } from './list-value.ts';
import { isPlainObject } from './value-kind.ts';

/** A small flat object: its fields under each other. */
export function renderFields(value: unknown): TemplateResult {
  const fields = isPlainObject(value) ? Object.entries(value) : [];
  return html`<dl class="record">
    ${fields.map(
      ([name, field]) => html`<div>
        <dt class="mono">${name}</dt>
        <dd>${primitiveText(field)}</dd>
      </div>`,
    )}
  </dl>`;
}
