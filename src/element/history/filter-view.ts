import { css, html, type TemplateResult } from 'lit';
import { allStatuses, entryMarks } from './entry-status.ts';
import type { HistorySearch } from './history-search.ts';

/** The fields by which earlier runs are looked for. */
export function renderFilters({ text, status, lookForText, lookForStatus }: HistorySearch): TemplateResult {
  return html`<div class="filters" role="search" aria-label="Earlier runs">
    <label
      ><span class="unseen">Search</span
      ><input
        type="search"
        placeholder="Search inputs and errors"
        .value=${text}
        @input=${(event: Event) => lookForText((event.target as HTMLInputElement).value)}
    /></label>
    <label
      ><span class="unseen">State</span
      ><select @change=${(event: Event) => lookForStatus((event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${status === ''}>All states</option>
        ${allStatuses.map(
          (each) =>
            html`<option value=${each} ?selected=${status === each}>${entryMarks[each].word}</option>`,
        )}
      </select></label
    >
  </div>`;
}

export const filterStyles = css`
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
  }
  .filters label {
    display: contents;
  }
  .filters input,
  .filters select {
    min-block-size: 40px;
    padding: 6px 12px;
    border: 1px solid var(--pf-control-line);
    border-radius: var(--pf-radius-small);
    background: var(--pf-surface);
    color: var(--pf-text);
    /* 16 px at least: below that, phones zoom into a field that is tapped. */
    font: 1rem / 1.5 var(--pf-font);
  }
  .filters input {
    flex: 1 1 14rem;
    min-inline-size: 0;
    max-inline-size: 26rem;
  }
  /* Browsers indent what is chosen by a little of their own. */
  .filters select {
    padding-inline-start: 8px;
  }
  .filters input::placeholder {
    color: var(--pf-muted);
    opacity: 1;
  }
  @container prompt-flow-history (max-width: 30rem) {
    .filters > label > * {
      flex: 1 1 100%;
    }
  }
`;
