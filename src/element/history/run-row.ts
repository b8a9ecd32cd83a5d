import { html, nothing, type TemplateResult } from 'lit';
import type { PastRunStatus, RunEntry } from '../../engine/history/run-history.ts';
import { formatDuration } from '../format/duration.ts';
import { formatMoment } from '../format/moment.ts';
import { readableName } from '../format/readable-name.ts';
import { entryMarks } from './entry-status.ts';

export interface RowParts {
  readonly entry: RunEntry;
  readonly now: number;
  /** Runs of several flows are listed: each says which. */
  readonly withFlow: boolean;
  /** It is the run that the page shows. */
  readonly isShown: boolean;
  /** It goes on in another tab, or unseen in this one. */
  readonly isElsewhere: boolean;
  /** Another run goes on in the page, and cannot be pushed aside. */
  readonly isBusy: boolean;
  /** Somebody is asked whether it is to be deleted. */
  readonly isAsked: boolean;
  readonly onOpen: () => void;
  readonly onResume: () => void;
  readonly onExport: () => void;
  readonly onAsk: () => void;
  readonly onKeep: () => void;
  readonly onDelete: () => void;
}

/** One earlier run: how it stands, when it was, what it was given, and what can be done with it. */
export function renderRow(parts: RowParts): TemplateResult {
  const { entry, now, withFlow, isShown, isElsewhere } = parts;
  const { status, executionId, executionTime, error, summary } = entry;
  const mark = entryMarks[status];
  const moment = formatMoment(entry.startedAt, now);
  return html`<li class="run ${status}" data-run=${executionId} aria-current=${isShown ? 'true' : nothing}>
    <div class="mark">${mark.icon()}</div>
    <div class="what">
      <p class="line">
        <b>${mark.word}${isElsewhere ? ' elsewhere' : ''}</b>
        <span class="muted">${moment}${executionTime === undefined ? nothing : html` · ${formatDuration(executionTime)}`}</span>
        ${withFlow ? html`<span class="flow">${readableName(entry.flow)}</span>` : nothing}
        ${isShown ? html`<span class="shown small">shown above</span>` : nothing}
      </p>
      ${summary === '' ? nothing : html`<p class="summary small">${summary}</p>`}
      ${error === undefined || status === 'cancelled' ? nothing : html`<p class="error small">${error.message}</p>`}
    </div>
    ${parts.isAsked ? question(parts, moment) : actions(parts, moment)}
  </li>`;
}

/** What was done of such a run is kept, and the rest can be done. */
const resumable: ReadonlySet<PastRunStatus> = new Set(['interrupted', 'failed', 'timed_out', 'cancelled']);

function actions(parts: RowParts, moment: string): TemplateResult {
  const { entry, isBusy, isShown, onOpen, onResume, onExport, onAsk } = parts;
  const isRunning = entry.status === 'running';
  return html`<div class="row-actions">
    ${
      resumable.has(entry.status)
        ? button('Resume', moment, onResume, isBusy ? 'Another run goes on here' : undefined)
        : nothing
    }
    ${isShown ? nothing : button('Open', moment, onOpen, isBusy ? 'Another run goes on here' : undefined)}
    ${button('Export', moment, onExport)}
    ${button('Delete', moment, onAsk, isRunning ? 'It goes on, here or in another tab' : undefined)}
  </div>`;
}

/** Asks before it deletes, in the place of the button that was pressed. */
function question({ onKeep, onDelete }: RowParts, moment: string): TemplateResult {
  return html`<div class="row-actions asked" role="group" aria-label="Delete the run of ${moment}?">
    <span class="small">Delete it for good?</span>
    <button class="danger" type="button" @click=${onDelete}>Delete</button>
    <button type="button" data-answer="keep" @click=${onKeep}>Keep</button>
  </div>`;
}

/** `off` says why a button cannot be pressed; it can still be reached, and read. */
function button(word: string, moment: string, press: () => void, off?: string): TemplateResult {
  return html`<button
    class="quiet"
    type="button"
    data-action=${word.toLowerCase()}
    aria-label="${word} the run of ${moment}"
    aria-disabled=${off === undefined ? nothing : 'true'}
    title=${off ?? nothing}
    @click=${() => {
      if (off === undefined) press();
    }}
  >
    ${word}
  </button>`;
}
