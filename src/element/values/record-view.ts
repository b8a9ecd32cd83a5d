import { html, nothing, type TemplateResult } from 'lit';
import { kindOfValue } from './value-kind.ts';
import './value-view.ts';

const shortKinds = new Set(['nothing', 'number', 'boolean', 'list']);

/** Named values under each other, names in one column and values in the other. */
export function renderRecord(record: Readonly<Record<string, unknown>>): TemplateResult | typeof nothing {
  const entries = Object.entries(record);
  if (entries.length === 0) return nothing;
  return html`<dl class="record">
    ${entries.map(
      ([name, value]) => html`<div class="${isShort(value) ? 'short' : 'long'} ${kindOfValue(value)}">
        <dt class="mono">${name}</dt>
        <dd><prompt-flow-value .value=${value}></prompt-flow-value></dd>
      </div>`,
    )}
  </dl>`;
}

/** What fits on a line beside its name even where there is little room. */
function isShort(value: unknown): boolean {
  return shortKinds.has(kindOfValue(value)) || (typeof value === 'string' && value.length <= 40);
}
