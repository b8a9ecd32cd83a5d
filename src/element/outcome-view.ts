import { html, nothing, type TemplateResult } from 'lit';
import type { Diagnostic } from '../errors/index.ts';
import type { FlowOutline } from '../flow/flow-outline.ts';
import { renderEarlierNote } from './history/earlier-note.ts';
import { cutOffState, renderElsewhere, renderInterrupted } from './history/interrupted-view.ts';
import type { PastRuns } from './history/past-runs.ts';
import type { ResultExporter } from './result/result-exporter.ts';
import { renderResult } from './result/result-view.ts';
import type { RunController } from './run-controller.ts';
import { cutOffText, statusText } from './status-text.ts';
import { renderSteps } from './steps/step-list.ts';

export interface OutcomeParts {
  readonly outline: FlowOutline;
  readonly diagnostics: readonly Diagnostic[];
  readonly current: RunController;
  readonly past: PastRuns;
  readonly exporter: ResultExporter;
  readonly onResume: () => void;
  readonly onLookAgain: () => void;
  readonly onLeave: () => void;
}

/** What became of the flow: the run's result, or that it was cut off, and its steps. */
export function renderOutcome(parts: OutcomeParts): TemplateResult {
  const { diagnostics, current, past } = parts;
  const outline = past.earlierOutline ?? parts.outline;
  // Wrong inputs start no run: what there is to say stands beside the fields.
  const run = current.state?.error?.code === 'invalid_inputs' ? undefined : current.state;
  const isElsewhere = current.interrupted && past.resumable === undefined;
  const shown = run !== undefined && current.interrupted ? cutOffState(run) : run;
  return html`<p class="unseen" role="status" aria-live="polite">${
    run !== undefined && current.interrupted ? cutOffText(run, isElsewhere) : statusText(run)
  }</p>
    ${renderEarlierNote({
      openedFrom: past.openedFrom,
      isOtherVersion: past.earlierOutline !== undefined,
      onLeave: parts.onLeave,
    })}
    ${
      run === undefined
        ? nothing
        : current.interrupted
          ? isElsewhere
            ? renderElsewhere(run, parts.onLookAgain)
            : renderInterrupted(run, parts.onResume)
          : run.status === 'running'
            ? nothing
            : renderResult({ outline, run, exporter: parts.exporter })
    }
    ${renderSteps({ outline, run: shown, diagnostics, now: current.now })}`;
}
