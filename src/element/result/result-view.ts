import { css, html, nothing, type TemplateResult } from 'lit';
import type { RunState } from '../../engine/state/run-state.ts';
import type { FlowOutline } from '../../flow/flow-outline.ts';
import { renderError } from '../error-view.ts';
import { formatDuration } from '../format/duration.ts';
import { icons } from '../icons.ts';
import { readingOrder } from '../values/foreach-outputs.ts';
import { renderRecord } from '../values/record-view.ts';
import './copy-button.ts';
import { renderFormatted } from './formatted-view.ts';
import type { ResultExporter } from './result-exporter.ts';
import { resultGroups } from './result-values.ts';
import { runMarks } from './run-status.ts';

export interface ResultParts {
  readonly outline: FlowOutline;
  readonly run: RunState;
  readonly exporter: ResultExporter;
}

/** What a finished run gave, how it ended and how long it took. */
export function renderResult({ outline, run, exporter }: ResultParts): TemplateResult {
  const mark = run.status === 'running' ? runMarks.cancelled : runMarks[run.status];
  const groups = resultGroups(outline, run);
  // A step's own error is told in that step; here only where it is.
  const failedStep = run.error?.step;
  return html`<section class="panel result ${run.status}" aria-label="Result">
    <header>
      <h3 class="panel-title">Result</h3>
      <p class="outcome">${mark.icon()} <b>${mark.word}</b> <span class="muted">in ${formatDuration(run.executionTime)}</span></p>
      <div class="actions">
        <prompt-flow-copy label="Copy JSON" .text=${exporter.json}></prompt-flow-copy>
        <button class="quiet" type="button" @click=${exporter.download}>${icons.download()} Download JSON</button>
        ${exporter.hasTrace ? traceButton(exporter) : nothing}
      </div>
    </header>
    ${
      run.error === undefined || run.status === 'cancelled'
        ? nothing
        : failedStep === undefined || run.steps[failedStep] === undefined
          ? renderError(run.error)
          : html`<p>Step <b>${failedStep}</b> failed: ${run.error.message}</p>`
    }
    ${renderStorageFault(run)}
    ${groups.map(
      ({ step, values }) =>
        html`${step === undefined || groups.length < 2 ? nothing : html`<h4>${step}</h4>`}${renderRecord(readingOrder(values))}`,
    )}
    ${groups.length === 0 && run.error === undefined ? html`<p class="muted">The flow ended without any output.</p>` : nothing}
    ${run.formatted === undefined ? nothing : renderFormatted(run.formatted)}
  </section>`;
}

/** A run that went well may be lost all the same when the page is closed. */
function renderStorageFault({ metadata }: RunState): TemplateResult | typeof nothing {
  const fault = metadata?.['storage_fault'];
  if (typeof fault !== 'object' || fault === null || !('message' in fault)) return nothing;
  return html`<p class="muted">This run is gone when the page is closed: ${fault.message}</p>`;
}

function traceButton({ downloadTrace }: ResultExporter): TemplateResult {
  return html`<button
    class="quiet"
    type="button"
    title="What ran when, in which thread and for how long. Perfetto (ui.perfetto.dev) opens the file."
    @click=${downloadTrace}
  >
    ${icons.download()} Download trace
  </button>`;
}

export const resultStyles = css`
  .result {
    display: grid;
    gap: 16px;
    font-size: var(--pf-size-body);
    line-height: 1.55;
  }
  .result header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
  }
  .result .panel-title {
    margin: 0;
  }
  .result h4 {
    margin-block: 8px -8px;
    font-size: var(--pf-size-body);
  }
  .outcome {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .outcome b,
  .outcome svg.icon {
    color: var(--pf-good);
    font-weight: 600;
  }
  .failed .outcome :is(b, svg),
  .timed_out .outcome :is(b, svg) {
    color: var(--pf-bad);
  }
  .cancelled .outcome :is(b, svg) {
    color: var(--pf-warn);
  }
  .result .actions {
    display: flex;
    flex-wrap: wrap;
    margin-inline: auto -8px;
  }
  @container prompt-flow (max-width: 30rem) {
    .result .actions {
      margin-inline: -8px;
    }
  }
`;
