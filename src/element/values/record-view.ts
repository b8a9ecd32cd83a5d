import { css, html, nothing, type TemplateResult } from 'lit';
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

export const recordStyles = css`
  .record {
    display: grid;
    grid-template-columns: fit-content(12rem) minmax(0, 1fr);
    gap: 8px 20px;
  }
  .record > div {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: baseline;
  }
  .record dt {
    color: var(--pf-muted);
    font-size: var(--pf-size-small);
    overflow-wrap: anywhere;
  }
  /* These have no first line of text to stand on. */
  .record > :is(.audio, .image, .vector, .table, .list) {
    align-items: start;
  }
  .record > :is(.list) dt {
    padding-block-start: 3px;
  }
  .record > :is(.audio) dt {
    padding-block-start: 9px;
  }
  .record dd {
    min-inline-size: 0;
  }
  @container (max-width: 32rem) {
    .record .long {
      grid-template-columns: minmax(0, 1fr);
      row-gap: 4px;
    }
  }
`;
