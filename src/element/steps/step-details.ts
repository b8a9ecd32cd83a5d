import { html, nothing, type TemplateResult } from 'lit';
import type { StepState } from '../../engine/state/run-state.ts';
import { renderRecord } from '../values/record-view.ts';

/** What a step says about its own work, folded away: metadata and log lines. */
export function renderDetails({ metadata, log }: StepState): TemplateResult | typeof nothing {
  if (Object.keys(metadata).length === 0 && log.length === 0) return nothing;
  return html`<details class="details">
    <summary>Details</summary>
    ${renderRecord(metadata)}
    ${
      log.length === 0
        ? nothing
        : html`<ol class="log mono small">
            ${log.map(({ level, message }) => html`<li><span class="muted">${level}</span> ${message}</li>`)}
          </ol>`
    }
  </details>`;
}
