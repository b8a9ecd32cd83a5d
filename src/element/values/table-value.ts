import { css, html, type TemplateResult } from 'lit';
import { readableName } from '../format/readable-name.ts';
import { primitiveText } from './list-value.ts';
import { columnsOf, isPlainObject } from './value-kind.ts';

/** Rows of flat objects as a table; a wide one scrolls sideways by itself. */
export function renderTable(value: unknown): TemplateResult {
  const rows = Array.isArray(value) ? value.filter(isPlainObject) : [];
  const columns = columnsOf(rows);
  const numeric = new Set(columns.filter((column) => rows.every((row) => typeof row[column] === 'number')));
  const side = (column: string): string => (numeric.has(column) ? 'numeric' : '');
  return html`<div class="table" role="region" aria-label="Table" tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" class=${side(column)}>${readableName(column)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            ${columns.map((column) => html`<td class=${side(column)}>${column in row ? primitiveText(row[column]) : ''}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export const tableStyles = css`
  .table {
    max-block-size: 24rem;
    overflow: auto;
    border: 1px solid var(--pf-line);
    border-radius: var(--pf-radius-small);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--pf-size-small);
  }
  th,
  td {
    padding: 6px 12px;
    text-align: start;
    vertical-align: top;
  }
  th {
    position: sticky;
    inset-block-start: 0;
    background: var(--pf-sunken);
    color: var(--pf-muted);
    font-weight: 550;
    white-space: nowrap;
  }
  tbody tr + tr td {
    border-block-start: 1px solid var(--pf-line);
  }
  .numeric {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
`;
