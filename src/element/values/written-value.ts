import { html, type TemplateResult } from 'lit';
import { isPlainObject } from './value-kind.ts';

/** What a task has written, with what it tells beside it; each value by its own kind, so that a long text is read as one. */
export function renderWritten(value: unknown): TemplateResult {
  const [answer] = Array.isArray(value) ? value : [];
  const fields = isPlainObject(answer) ? Object.entries(answer) : [];
  return html`<dl class="record">
    ${fields.map(
      ([name, field]) => html`<div>
        <dt class="mono">${name}</dt>
        <dd><prompt-flow-value .value=${field}></prompt-flow-value></dd>
      </div>`,
    )}
  </dl>`;
}
