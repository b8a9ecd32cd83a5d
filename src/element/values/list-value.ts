import { css, html, type TemplateResult } from 'lit';
import { formatNumber } from '../format/number.ts';

/** A short list of short values, such as keywords. */
export function renderList(value: unknown): TemplateResult {
  const items = Array.isArray(value) ? value : [];
  return html`<ul class="list">
    ${items.map((item) => html`<li>${primitiveText(item)}</li>`)}
  </ul>`;
}

/** A value without parts as people read it. */
export function primitiveText(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'number' || typeof value === 'bigint') return formatNumber(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return String(value);
}

export const listStyles = css`
  .list {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
  }
  .list li {
    padding: 2px 8px;
    border-radius: 6px;
    max-inline-size: 100%;
    box-sizing: border-box;
    background: var(--pf-sunken);
    /* Not anywhere: an item goes to a line of its own before a word of it is broken. */
    overflow-wrap: break-word;
  }
`;
